namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>A claim with its place among a step's tokens.</summary>
/// <param name="Claim">What it states.</param>
/// <param name="Start">Where its left side begins.</param>
/// <param name="At">Its equals sign.</param>
/// <param name="End">Behind its right side.</param>
internal sealed record Equation(Claim Claim, int Start, int At, int End);
