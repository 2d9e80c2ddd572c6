using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A variant and the reference on the same problems.</summary>
/// <param name="Lost">Problems that the reference solves and the variant does not.</param>
/// <param name="Gained">Problems that the variant solves and the reference does not.</param>
/// <param name="Pairs">All problems that both have answered.</param>
internal readonly record struct PairedOutcomes(int Lost, int Gained, int Pairs) : IPairedLoss
{
    /// <summary>Loss of accuracy, reference minus variant, 0 to 1; negative for a gain.</summary>
    public double Loss => (double)(Lost - Gained) / Pairs;

    /// <summary>Exact two-sided McNemar test: the flips are fair coins (McNemar 1947). 1 without flips.</summary>
    public double McNemar()
    {
        var flips = Lost + Gained;
        return flips == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, flips, Math.Min(Lost, Gained)));
    }

    /// <summary>
    /// Tango's score statistic of the hypothesis that the loss is <paramref name="loss"/>, standard normal under it
    /// (Tango 1998, Statistics in Medicine 17:891): positive where more was lost.
    /// </summary>
    public double Score(double loss) => Distance(loss, 1) is var distance && distance == 0 ? 0 : distance / Deviation(loss, 1);

    /// <summary>
    /// The same, half a flip nearer to zero. By enumeration, 50 to 500 problems and losses of 0.5 to 5 points: at 5 % the plain score calls a loss
    /// surely smaller in up to 6.8 % of cases where it is not, and surely larger in up to 8.9 %; this one in 4.6 % and 5.4 %.
    /// </summary>
    public double StrictScore(double loss, double scale)
    {
        var distance = Distance(loss, scale);
        var shrunk = Math.Max(0, Math.Abs(distance) - 0.5);
        return shrunk == 0 ? 0 : Math.CopySign(shrunk, distance) / Deviation(loss, scale);
    }

    /// <summary>Interval of the loss: all losses whose score is within the quantile.</summary>
    /// <param name="z">1.96 for two-sided 95 %, 1.645 for one-sided.</param>
    public Interval LossInterval(double z) => new(Solve(z), Solve(-z));

    // The score falls as the hypothesis rises: bisection finds where it crosses.
    private double Solve(double score)
    {
        var (low, high) = (-1 + 1e-9, 1 - 1e-9);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Score(middle) > score)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    // In flips.
    private double Distance(double loss, double scale) => scale * (Lost - Gained - (Pairs * loss));

    // With the share of gained flips that is most likely under the hypothesis.
    private double Deviation(double loss, double scale)
    {
        double n = Pairs;
        var a = 2 * n;
        var b = -Lost - Gained + (((2 * n) - Lost + Gained) * loss);
        var c = -Gained * loss * (1 - loss);
        var q = (Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c))) - b) / (2 * a);
        return Math.Sqrt(scale * n * Math.Max(0, (2 * q) + (loss * (1 - loss))));
    }
}
