using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A number with its 95 % interval. An end, or the number itself, is absent where it is infinite or not defined.</summary>
internal sealed record EstimateModel(double? Value, double? Low, double? High)
{
    /// <param name="estimate">In the estimator's unit.</param>
    /// <param name="factor">100 for points, percent or "per 100 problems".</param>
    public static EstimateModel Of(Estimate estimate, double factor = 1) =>
        new(Finite(factor * estimate.Value), Finite(factor * estimate.Interval.Low), Finite(factor * estimate.Interval.High));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
