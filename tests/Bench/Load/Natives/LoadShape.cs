namespace QuantGrpc.Bench.Load.Natives;

/// <summary>How much is asked for at once.</summary>
/// <param name="Streams">Generations that run together.</param>
/// <param name="Tokens">Tokens of each; the end of text is held back until then.</param>
internal sealed record LoadShape(int Streams, int Tokens);
