namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>First errors of a type after correction for the judges' own confusion, which labelled failures show.</summary>
/// <param name="Name">The type; "none" where no step is wrong.</param>
/// <param name="Share">In percent of the failures with a verdict.</param>
/// <param name="Per100">Per 100 problems.</param>
internal sealed record CorrectedRateModel(string Name, EstimateModel Share, EstimateModel Per100);
