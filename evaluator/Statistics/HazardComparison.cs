using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Whether a variant goes wrong earlier than the reference: the log-rank test (Mantel 1966) on the steps of first errors, right solutions censored.
/// </summary>
internal sealed record HazardComparison
{
    public const int Permutations = 9999;

    /// <summary>First errors of the variant.</summary>
    public required int Observed { get; init; }

    /// <summary>Those that it would have if both went wrong alike at every step.</summary>
    public required double Expected { get; init; }

    public required double ChiSquare { get; init; }

    /// <summary>From the chi-square distribution with one degree of freedom, as if all solutions were independent.</summary>
    public required double AsymptoticP { get; init; }

    /// <summary>From random exchanges.</summary>
    public required double P { get; init; }

    /// <summary>Variant over reference, by observed over expected (Peto et al. 1977); NaN without errors to expect.</summary>
    public required double HazardRatio { get; init; }

    /// <summary>The same problems: under the null reference and variant could be exchanged on each.</summary>
    /// <param name="reference">A solution a problem.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="chance">Seeded.</param>
    public static HazardComparison Paired(IReadOnlyList<SolutionCourse> reference, IReadOnlyList<SolutionCourse> variant, Random chance)
    {
        if (reference.Count != variant.Count)
        {
            throw new ArgumentException($"The reference has {reference.Count} solutions and the variant {variant.Count}: an exchange needs both.", nameof(variant));
        }

        return Of(reference, variant, chance, (groups, resampler) =>
        {
            for (var i = 0; i < reference.Count; i++)
            {
                groups[i] = resampler.Coin() ? 1 : 0;
                groups[reference.Count + i] = 1 - groups[i];
            }
        });
    }

    /// <summary>Different problems: under the null every solution could stand on either side.</summary>
    public static HazardComparison Unpaired(IReadOnlyList<SolutionCourse> reference, IReadOnlyList<SolutionCourse> variant, Random chance) =>
        Of(reference, variant, chance, (groups, resampler) => resampler.Shuffle(groups));

    private static HazardComparison Of(
        IReadOnlyList<SolutionCourse> reference, IReadOnlyList<SolutionCourse> variant, Random chance, Action<int[], Resampler> exchange)
    {
        var test = new LogRank([.. reference, .. variant]);
        int[] groups = [.. Enumerable.Repeat(0, reference.Count), .. Enumerable.Repeat(1, variant.Count)];
        var outcome = test.Of(groups);
        var resampler = new Resampler(chance);
        var atLeast = 1;
        for (var i = 0; i < Permutations; i++)
        {
            exchange(groups, resampler);
            atLeast += test.Of(groups).ChiSquare >= outcome.ChiSquare - 1e-9 ? 1 : 0;
        }

        return new HazardComparison
        {
            Observed = outcome.Observed,
            Expected = outcome.Expected,
            ChiSquare = outcome.ChiSquare,
            AsymptoticP = 1 - ChiSquared.CDF(1, outcome.ChiSquare),
            P = atLeast / (Permutations + 1.0),
            HazardRatio = outcome.Observed / outcome.Expected / ((test.Errors - outcome.Observed) / (test.Errors - outcome.Expected)),
        };
    }
}
