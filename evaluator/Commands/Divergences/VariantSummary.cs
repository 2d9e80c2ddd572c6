using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A variant over all solutions.</summary>
internal sealed record VariantSummary
{
    public required string Variant { get; init; }

    public required VariantDivergence Divergence { get; init; }

    /// <summary>
    /// Standard error of the mean divergence, in nats, with solutions and not tokens as what is independent: tokens of one text are alike.
    /// </summary>
    public required double MeanError { get; init; }

    /// <summary>One entry a solution: null where the variant prefers the reference's token throughout.</summary>
    public required IReadOnlyList<FirstFlip?> Flips { get; init; }

    public int Unflipped => Flips.Count(f => f is null);

    /// <summary>Middle index of the first flip, over solutions that have one; null where none has.</summary>
    public double? MedianFlip => Median(Flips.OfType<FirstFlip>().Select(f => f.Token));

    /// <summary>Middle step of the first flip, closing answers as the step after the last; null where no flip stands in a step.</summary>
    public double? MedianStep => Median(Flips.OfType<FirstFlip>().Select(f => f.Step).OfType<int>());

    /// <param name="variant">Its id.</param>
    /// <param name="all">Over all tokens.</param>
    /// <param name="texts">Each solution's figures; not empty.</param>
    /// <param name="flips">Each solution's first flip.</param>
    public static VariantSummary Of(string variant, VariantDivergence all, IReadOnlyList<VariantDivergence> texts, IReadOnlyList<FirstFlip?> flips) => new()
    {
        Variant = variant,
        Divergence = all,
        MeanError = texts.Count > 1 ? ClusteredError(all, texts) : all.MeanError,
        Flips = flips,
    };

    // A ratio of two sums over solutions, divergence and tokens: its linearized standard error.
    private static double ClusteredError(VariantDivergence all, IReadOnlyList<VariantDivergence> texts)
    {
        var squares = texts.Sum(t => Math.Pow(t.Tokens * (t.Mean - all.Mean), 2));
        return Math.Sqrt(squares * texts.Count / (texts.Count - 1)) / all.Tokens;
    }

    private static double? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }
}
