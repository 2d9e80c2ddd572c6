namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>A piece of rendered text.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="IsData">Whether it came out of a message, and not from the template.</param>
internal sealed record TextPart(string Text, bool IsData);
