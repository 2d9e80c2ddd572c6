namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>What our server has room for.</summary>
/// <param name="Sequences">Streams of each variant that run together.</param>
/// <param name="Context">Tokens of one sequence.</param>
internal sealed record ServerShape(int Sequences, int Context);
