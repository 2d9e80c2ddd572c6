namespace QuantGrpc.Evaluator.Reports;

/// <summary>A line of provenance.</summary>
internal sealed record FactModel(string Name, string Value);
