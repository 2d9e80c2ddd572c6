using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A variant over the solutions of a run's reference.</summary>
internal sealed record RunVariantSummary
{
    public required string Variant { get; init; }
    public required int Solutions { get; init; }
    public required long Tokens { get; init; }

    /// <summary>Over tokens, in nats.</summary>
    public required double MeanKl { get; init; }

    /// <summary>Its standard error with solutions as what is independent; null of one solution.</summary>
    public double? MeanError { get; init; }

    public required double MaxKl { get; init; }

    /// <summary>Tokens at which both prefer the same, of all.</summary>
    public required double SameTopShare { get; init; }

    /// <summary>Solutions without a flip.</summary>
    public required int Unflipped { get; init; }

    /// <summary>Middle of the first flips' indices; null where nothing flips.</summary>
    public double? MedianFlip { get; init; }

    /// <summary>Middle of the first flips' steps; null where none stands in a step.</summary>
    public double? MedianStep { get; init; }

    /// <param name="variant">Its name.</param>
    /// <param name="solutions">At least one.</param>
    public static RunVariantSummary Of(string variant, IReadOnlyList<StoredDivergence> solutions)
    {
        var tokens = solutions.Sum(s => (long)s.Tokens);
        return new RunVariantSummary
        {
            Variant = variant,
            Solutions = solutions.Count,
            Tokens = tokens,
            MeanKl = solutions.Sum(s => s.Tokens * s.MeanKl) / tokens,
            MeanError = solutions.Count > 1
                ? VariantSummary.ClusteredError([.. solutions.Select(s => (long)s.Tokens)], [.. solutions.Select(s => s.MeanKl)])
                : null,
            MaxKl = solutions.Max(s => s.MaxKl),
            SameTopShare = 1 - (solutions.Sum(s => (double)s.Flips) / tokens),
            Unflipped = solutions.Count(s => s.Flips == 0),
            MedianFlip = VariantSummary.Median(solutions.Select(s => s.FirstFlipToken).OfType<int>()),
            MedianStep = VariantSummary.Median(solutions.Select(s => s.FirstFlipStep).OfType<int>()),
        };
    }
}
