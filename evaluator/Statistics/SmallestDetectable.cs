using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>The smallest true loss that so many problems could have shown: McNemar's test at two-sided 5 % finds it with power 0.8.</summary>
internal static class SmallestDetectable
{
    private const double Power = 0.8;

    // Enumeration of more problems costs a second and changes the third digit.
    private const int ExactUpTo = 2000;

    /// <param name="pairs">Problems.</param>
    /// <param name="discordance">Observed share of problems that flip either way, 0 to 1. A loss above it needs more flips: all of them lost.</param>
    /// <returns>0 to 1; null where so few problems could show no loss whatever.</returns>
    public static double? Of(int pairs, double discordance) =>
        pairs <= ExactUpTo ? Solve(pairs, discordance, McNemarPower.Exact) : Solve(pairs, discordance, McNemarPower.Approximate);

    /// <summary>With several samples a problem: by the standard error that was seen (Miller 2024, arXiv:2411.00640, section 5).</summary>
    /// <returns>0 to 1; null where too few problems were seen, or no difference, to tell.</returns>
    public static double? Of(PairedScores scores) =>
        scores.StandardError > 0 ? (Proportion.Z95 + Normal.InvCDF(0, 1, Power)) * scores.StandardError : null;

    internal static double? Solve(int pairs, double discordance, Func<int, double, double, double> power)
    {
        var (low, high) = (0.0, 1.0);
        if (pairs < 1 || power(pairs, high, high) < Power)
        {
            return null;
        }

        for (var i = 0; i < 24; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = power(pairs, middle, Math.Max(discordance, middle)) < Power ? (middle, high) : (low, middle);
        }

        return high;
    }
}
