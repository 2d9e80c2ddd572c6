namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Bootstrap over problems. What belongs to a problem (reference and variant, all samples of both) is drawn together, so pairs stay pairs
/// and samples stay clustered (Davison and Hinkley 1997, chapters 2 and 3). Intervals are BCa.
/// </summary>
internal static class PairedBootstrap
{
    public const int Resamples = 2000;

    // Beyond this many problems they leave the jackknife in groups: the acceleration's own error falls with the number of groups
    // and is below 0.001 here, while the time would grow with the square of the problems.
    private const int MostGroups = 500;

    /// <summary>A statistic with its interval.</summary>
    /// <param name="problems">How many there are, at least one.</param>
    /// <param name="statistic">Of the problems at the indices, which may repeat. Resamples where it is NaN are left out.</param>
    /// <param name="chance">Seeded.</param>
    /// <param name="resamples">2,000 for a report.</param>
    public static Estimate Of(int problems, Func<ReadOnlySpan<int>, double> statistic, Random chance, int resamples = Resamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(problems);
        var indices = new int[problems];
        var jackknife = Jackknife(indices, statistic);
        for (var i = 0; i < problems; i++)
        {
            indices[i] = i;
        }

        var value = statistic(indices);
        var draws = Draw(indices, statistic, new Resampler(chance), resamples);
        return new Estimate(value, BcaInterval.Of(value, draws, jackknife, Proportion.Z95));
    }

    /// <summary>The mean of one number a problem.</summary>
    public static Estimate Mean(double[] values, Random chance, int resamples = Resamples) =>
        Of(values.Length, indices => Mean(values, indices), chance, resamples);

    /// <summary>
    /// Loss of accuracy, reference minus variant. With one sample a problem two problems are added to the resampled ones, one lost and one gained
    /// (after Agresti and Min 2005, Statistics in Medicine 24:729): without them 150 problems' intervals hold the truth in 93.8 % of cases,
    /// and have no width where nothing flipped.
    /// </summary>
    /// <param name="reference">A problem's share of right samples, 0 to 1; 0 or 1 with one sample.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="chance">Seeded.</param>
    /// <param name="resamples">2,000 for a report.</param>
    public static Estimate Loss(IReadOnlyList<double> reference, IReadOnlyList<double> variant, Random chance, int resamples = Resamples)
    {
        var losses = PairedScores.Losses(reference, variant);
        var hasOneSample = Array.TrueForAll(losses, d => d is -1 or 0 or 1);
        return new Estimate(losses.Average(), Mean(hasOneSample ? [.. losses, 1, -1] : losses, chance, resamples).Interval);
    }

    private static double Mean(double[] values, ReadOnlySpan<int> indices)
    {
        var sum = 0.0;
        foreach (var index in indices)
        {
            sum += values[index];
        }

        return sum / indices.Length;
    }

    private static Span<double> Draw(int[] indices, Func<ReadOnlySpan<int>, double> statistic, Resampler resampler, int resamples)
    {
        var draws = new double[resamples];
        var kept = 0;
        for (var i = 0; i < resamples; i++)
        {
            resampler.Fill(indices, indices.Length);
            var draw = statistic(indices);
            draws[kept] = draw;
            kept += double.IsNaN(draw) ? 0 : 1;
        }

        var valid = draws.AsSpan(0, kept);
        valid.Sort();
        return valid;
    }

    private static double[] Jackknife(int[] indices, Func<ReadOnlySpan<int>, double> statistic)
    {
        var groups = Math.Min(indices.Length, MostGroups);
        var values = new double[groups];
        for (var group = 0; groups > 1 && group < groups; group++)
        {
            var kept = 0;
            for (var i = 0; i < indices.Length; i++)
            {
                indices[kept] = i;
                kept += i % groups == group ? 0 : 1;
            }

            values[group] = statistic(indices.AsSpan(0, kept));
        }

        return Array.FindAll(values, v => !double.IsNaN(v));
    }
}
