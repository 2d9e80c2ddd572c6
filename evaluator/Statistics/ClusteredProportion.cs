using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A share of answers of which several belong to a problem and resemble each other.</summary>
internal static class ClusteredProportion
{
    /// <summary>
    /// Wilson's interval at the number of independent answers that would be as uncertain (Korn and Graubard 1998, Survey Methodology 24:193, with
    /// Wilson's interval: Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and Methodology 7:334).
    /// </summary>
    /// <param name="problems">Each problem's answers.</param>
    public static Interval Wilson(IReadOnlyList<Proportion> problems)
    {
        var counted = problems.Where(p => p.Trials > 0).ToList();
        double trials = counted.Sum(p => p.Trials);
        var share = counted.Sum(p => p.Successes) / trials;
        return counted.Count < 2 ? Proportion.Wilson(share, counted.Count, Proportion.Z95) : Proportion.Wilson(share, Effective(counted, share, trials), Proportion.Z95);
    }

    // Where all answers are alike, each problem has told one thing. More than all answers they never tell.
    private static double Effective(List<Proportion> problems, double share, double trials)
    {
        double count = problems.Count;
        var squares = problems.Sum(p => Math.Pow(p.Successes - (share * p.Trials), 2));
        var variance = count / (count - 1) * squares / (trials * trials);
        var independent = variance > 0 ? share * (1 - share) / variance : count;
        var tails = Proportion.Z95 / StudentT.InvCDF(0, 1, count - 1, 0.975);
        return Math.Min(trials, independent * tails * tails);
    }
}
