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
        MeanError = texts.Count > 1 ? ClusteredError([.. texts.Select(t => t.Tokens)], [.. texts.Select(t => t.Mean)]) : all.MeanError,
        Flips = flips,
    };

    /// <summary>
    /// Standard error of a mean over tokens, with texts as what is independent: a ratio of two sums over texts, divergence and tokens,
    /// linearized.
    /// </summary>
    /// <param name="tokens">Tokens of each text; at least two texts.</param>
    /// <param name="means">Mean divergence of each.</param>
    public static double ClusteredError(IReadOnlyList<long> tokens, IReadOnlyList<double> means)
    {
        var all = tokens.Sum();
        var mean = tokens.Zip(means, (count, each) => count * each).Sum() / all;
        var squares = tokens.Zip(means, (count, each) => Math.Pow(count * (each - mean), 2)).Sum();
        return Math.Sqrt(squares * tokens.Count / (tokens.Count - 1)) / all;
    }

    /// <summary>The middle value; null of none.</summary>
    public static double? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }
}
