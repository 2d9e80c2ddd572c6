using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// The bias-corrected and accelerated bootstrap interval (Efron 1987, Journal of the American Statistical Association 82:171).
/// </summary>
internal static class BcaInterval
{
    /// <param name="value">The statistic of the data.</param>
    /// <param name="sorted">Its resamples, ascending, without NaN.</param>
    /// <param name="jackknife">The statistic without each problem, or each group of problems, in turn.</param>
    /// <param name="z">1.96 for two-sided 95 %.</param>
    /// <returns>NaN at both ends without resamples.</returns>
    public static Interval Of(double value, ReadOnlySpan<double> sorted, ReadOnlySpan<double> jackknife, double z)
    {
        if (sorted.IsEmpty)
        {
            return new Interval(double.NaN, double.NaN);
        }

        var bias = Bias(value, sorted);
        var acceleration = Acceleration(jackknife);
        return new Interval(
            Quantile(sorted, Level(bias, acceleration, -z)),
            Quantile(sorted, Level(bias, acceleration, z)));
    }

    /// <summary>The quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 6).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double level)
    {
        var position = Math.Clamp((level * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    // Ties count half: counts of problems are lattices, and a third of the resamples can equal the value.
    private static double Bias(double value, ReadOnlySpan<double> sorted)
    {
        var below = 0.0;
        foreach (var draw in sorted)
        {
            below += draw < value - 1e-12 ? 1 : draw <= value + 1e-12 ? 0.5 : 0;
        }

        return Normal.InvCDF(0, 1, Math.Clamp(below / sorted.Length, 0.5 / sorted.Length, 1 - (0.5 / sorted.Length)));
    }

    private static double Acceleration(ReadOnlySpan<double> jackknife)
    {
        var mean = 0.0;
        foreach (var value in jackknife)
        {
            mean += value / jackknife.Length;
        }

        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in jackknife)
        {
            var distance = mean - value;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }

        return squares > 0 && double.IsFinite(squares) ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }

    private static double Level(double bias, double acceleration, double z) =>
        Normal.CDF(0, 1, bias + ((bias + z) / Math.Max(1e-3, 1 - (acceleration * (bias + z)))));
}
