using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>An interval of a number.</summary>
internal readonly record struct Interval(double Low, double High);

/// <summary>Successes out of trials: every share carries its counts.</summary>
internal readonly record struct Proportion(int Successes, int Trials)
{
    /// <summary>Quantile of the standard normal for two-sided 95 %.</summary>
    public static double Z95 { get; } = Normal.InvCDF(0, 1, 0.975);

    /// <summary>0 to 1; NaN without trials.</summary>
    public double Share => (double)Successes / Trials;

    /// <summary>Quantile of the standard normal for one-sided 95 %.</summary>
    public static double Z90 { get; } = Normal.InvCDF(0, 1, 0.95);

    /// <summary>Wilson's lower bound at one-sided 95 %: what a judge's accuracy surely reaches. Without trials it is 0.</summary>
    public double LowerBound => Wilson(Z90).Low;

    /// <summary>Wilson's score interval at 95 % (Wilson 1927; Brown, Cai and DasGupta 2001). Without trials it is 0 to 1.</summary>
    public Interval Wilson() => Wilson(Z95);

    private Interval Wilson(double z) => Wilson(Share, Trials, z);

    /// <summary>The same with a number of trials that need not be whole.</summary>
    internal static Interval Wilson(double share, double trials, double z)
    {
        if (trials == 0)
        {
            return new Interval(0, 1);
        }

        var z2 = z * z;
        var centre = (share + (z2 / (2 * trials))) / (1 + (z2 / trials));
        var half = z / (1 + (z2 / trials)) * Math.Sqrt((share * (1 - share) / trials) + (z2 / (4 * trials * trials)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
