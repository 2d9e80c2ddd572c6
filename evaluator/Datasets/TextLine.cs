namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without its end; empty where there is a fault.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
internal sealed record TextLine(int Number, string Text, string? Fault = null);
