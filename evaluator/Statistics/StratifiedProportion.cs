namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A stratum: how many there are, and what a random sample of them showed.</summary>
/// <param name="Population">All failures of the stratum.</param>
/// <param name="Sample">Those drawn, and how many of them hold.</param>
internal readonly record struct Stratum(int Population, Proportion Sample);

/// <summary>A share of a whole population from samples of its strata.</summary>
/// <param name="Share">Weighted by the strata's sizes, with its interval; 0 to 1, NaN where nothing was drawn.</param>
/// <param name="Covered">Part of the population in strata that were sampled: of the others the share says nothing.</param>
internal sealed record StratifiedProportion(Estimate Share, Proportion Covered)
{
    /// <summary>
    /// The strata's Wilson intervals, recovered into one (Zou, Huang and Zhang 2009, Computational Statistics and Data Analysis 53:1080),
    /// each distance with the finite population correction: a stratum drawn whole is known.
    /// </summary>
    public static StratifiedProportion Of(IReadOnlyList<Stratum> strata)
    {
        var sampled = strata.Where(s => s.Sample.Trials > 0).ToList();
        if (sampled.Find(s => s.Sample.Trials > s.Population) is { Population: var size, Sample: { Trials: > 0 } sample })
        {
            throw new ArgumentException($"A stratum of {size} has a sample of {sample.Trials}.", nameof(strata));
        }

        double population = sampled.Sum(s => s.Population);
        var share = sampled.Sum(s => s.Population / population * s.Sample.Share);
        var (below, above) = (0.0, 0.0);
        foreach (var stratum in sampled)
        {
            var weight = stratum.Population / population;
            var squared = weight * weight * Unseen(stratum);
            var wilson = stratum.Sample.Wilson();
            below += squared * Math.Pow(stratum.Sample.Share - wilson.Low, 2);
            above += squared * Math.Pow(wilson.High - stratum.Sample.Share, 2);
        }

        return new StratifiedProportion(
            new Estimate(sampled.Count == 0 ? double.NaN : share, new Interval(Math.Max(0, share - Math.Sqrt(below)), Math.Min(1, share + Math.Sqrt(above)))),
            new Proportion((int)population, strata.Sum(s => s.Population)));
    }

    private static double Unseen(Stratum stratum) =>
        stratum.Population == 1 ? 0 : (double)(stratum.Population - stratum.Sample.Trials) / (stratum.Population - 1);
}
