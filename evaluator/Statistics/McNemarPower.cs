using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>How often McNemar's test at two-sided 5 % finds a true loss.</summary>
internal static class McNemarPower
{
    private const double Alpha = 0.05;

    /// <summary>Of the exact test, by enumeration of the number of flips (Duffy 1984, Biometrics 40:1005).</summary>
    /// <param name="pairs">Problems.</param>
    /// <param name="loss">True loss, 0 to <paramref name="discordance"/>.</param>
    /// <param name="discordance">True share of problems that flip either way, 0 to 1.</param>
    public static double Exact(int pairs, double loss, double discordance)
    {
        // Six deviations on either side: what is left out is below 1e-8.
        var reach = (6 * Math.Sqrt(pairs * discordance * (1 - discordance))) + 6;
        var first = Math.Max(0, (int)((pairs * discordance) - reach));
        var last = Math.Min(pairs, (int)((pairs * discordance) + reach));
        var onOneSide = Math.Clamp((discordance + loss) / (2 * discordance), 0, 1);
        var power = 0.0;
        var critical = -1;
        for (var flips = first; flips <= last; flips++)
        {
            critical = Critical(flips, critical);
            power += critical < 0 ? 0 : Binomial.PMF(discordance, pairs, flips) * Rejects(flips, critical, onOneSide);
        }

        return power;
    }

    /// <summary>
    /// By the normal approximation (Connor 1987, Biometrics 43:207), less the half flip on either side by which the exact test is stricter.
    /// </summary>
    public static double Approximate(int pairs, double loss, double discordance)
    {
        var bound = (Proportion.Z95 * Math.Sqrt(pairs * discordance)) + 1;
        var deviation = Math.Sqrt(pairs * Math.Max(1e-12, discordance - (loss * loss)));
        return Normal.CDF(0, 1, ((pairs * loss) - bound) / deviation);
    }

    private static double Rejects(int flips, int critical, double share) =>
        Binomial.CDF(share, flips, critical) + Binomial.CDF(1 - share, flips, critical);

    // The most flips on the rarer side at which the test rejects, below zero where it never does. One flip more moves it by one at most.
    private static int Critical(int flips, int before)
    {
        var critical = before;
        while (2 * (critical + 1) < flips && 2 * Binomial.CDF(0.5, flips, critical + 1) <= Alpha)
        {
            critical++;
        }

        return critical;
    }
}
