namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Whether a variant goes wrong earlier than the reference: the log-rank test (Mantel 1966) on the steps of first errors, right solutions censored.
/// </summary>
internal sealed record HazardComparison
{
    /// <summary>First errors of the variant.</summary>
    public required int Observed { get; init; }

    /// <summary>Those that it would have if both went wrong alike at every step.</summary>
    public required double Expected { get; init; }

    public required double ChiSquare { get; init; }

    /// <summary>From random exchanges.</summary>
    public required double P { get; init; }

    /// <summary>Variant over reference, by observed over expected (Peto et al. 1977); NaN without errors to expect.</summary>
    public required double HazardRatio { get; init; }

    /// <summary>The same problems: under the null reference and variant could be exchanged on each.</summary>
    /// <param name="reference">A solution a problem.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="exchange">How to exchange them.</param>
    public static HazardComparison Paired(IReadOnlyList<SolutionCourse> reference, IReadOnlyList<SolutionCourse> variant, Exchange exchange)
    {
        if (reference.Count != variant.Count)
        {
            throw new ArgumentException($"The reference has {reference.Count} solutions and the variant {variant.Count}: an exchange needs both.", nameof(variant));
        }

        var test = new LogRank([.. reference, .. variant]);
        int[] groups = [.. Enumerable.Repeat(0, reference.Count), .. Enumerable.Repeat(1, variant.Count)];
        var outcome = test.Of(groups);
        return new HazardComparison
        {
            Observed = outcome.Observed,
            Expected = outcome.Expected,
            ChiSquare = outcome.ChiSquare,
            P = test.Errors == 0 ? 1 : exchange.P(chance =>
            {
                Deal(groups, exchange, chance);
                return test.Of(groups).ChiSquare >= outcome.ChiSquare - 1e-9;
            }),
            HazardRatio = outcome.Observed / outcome.Expected / ((test.Errors - outcome.Observed) / (test.Errors - outcome.Expected)),
        };
    }

    private static void Deal(int[] groups, Exchange exchange, Resampler chance)
    {
        var pairs = groups.Length / 2;
        for (var i = 0; i < pairs; i++)
        {
            groups[i] = exchange.GoesOn(i) ? groups[i - 1] : chance.Coin() ? 1 : 0;
            groups[pairs + i] = 1 - groups[i];
        }
    }
}
