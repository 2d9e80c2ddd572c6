using MathNet.Numerics.Distributions;

namespace QuantGrpc.Bench.Load.Figures;

/// <summary>
/// The median of independent measurements with the interval of the sign test: two of the sorted values that enclose the true median with
/// the stated confidence, whatever the distribution. With fewer than six values, the lowest and the highest, at the confidence that they reach.
/// </summary>
internal sealed record MedianInterval(double Median, double Low, double High, double Confidence)
{
    private const double Wanted = 0.95;

    /// <param name="values">At least one.</param>
    public static MedianInterval Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var outer = 0;
        while (2 * (outer + 1) < sorted.Count && ConfidenceAt(outer + 1, sorted.Count) >= Wanted)
        {
            outer++;
        }

        return new MedianInterval(Quantile.Median(sorted), sorted[outer], sorted[^(outer + 1)], ConfidenceAt(outer, sorted.Count));
    }

    // How surely the values between the given numbers of lowest and highest ones enclose the median.
    private static double ConfidenceAt(int outer, int count) => 1 - 2 * Binomial.CDF(0.5, count, outer);
}
