namespace QuantGrpc.Evaluator.Reports;

/// <summary>What several samples a problem give together, in percent of problems; intervals by bootstrap over problems.</summary>
/// <param name="Pass">Chance that one of k samples is right.</param>
/// <param name="Majority">Chance that the answer given most often by k samples is right.</param>
/// <param name="Problems">Problems that have all their samples: the others are left out.</param>
internal sealed record SamplesModel(IReadOnlyList<AtKModel> Pass, IReadOnlyList<AtKModel> Majority, int Problems);

/// <summary>A figure at k samples.</summary>
internal sealed record AtKModel(int K, EstimateModel Percent);
