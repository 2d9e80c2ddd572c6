namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A number with its 95 % interval.</summary>
internal readonly record struct Estimate(double Value, Interval Interval)
{
    /// <summary>The same in another unit: 100 for points or for "per 100 problems".</summary>
    public Estimate Times(double factor) => new(factor * Value, new Interval(factor * Interval.Low, factor * Interval.High));
}
