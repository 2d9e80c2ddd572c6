namespace QuantGrpc.Bench.Load.Figures;

/// <summary>One measured number.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">In that unit.</param>
internal sealed record Figure(string Name, double Value);
