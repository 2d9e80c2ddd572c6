using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A solution of the reference as other variants get it.</summary>
internal sealed record GivenSolution
{
    /// <summary>The reference's result.</summary>
    public required long ResultId { get; init; }

    public required IReadOnlyList<uint> Prompt { get; init; }

    public required IReadOnlyList<uint> Tokens { get; init; }

    public required IReadOnlyList<StoredStep> Steps { get; init; }

    /// <summary>Names of the variants that get it.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>Tokens that a context has to hold.</summary>
    public int Length => Prompt.Count + Tokens.Count;

    /// <summary>
    /// The step of a token, from 1; the closing answer counts as the one after the last, and what stands between two steps belongs to
    /// the second; null before the first step and where there is none.
    /// </summary>
    public int? StepOf(int token) => Steps.Count == 0 || token < Steps[0].FirstToken
        ? null
        : 1 + Steps.Count(step => (step.EndToken ?? step.FirstToken ?? 0) <= token);

    /// <summary>What a variant makes of it.</summary>
    /// <param name="divergences">KL(reference ‖ variant) in nats, one a token; at least one.</param>
    /// <param name="flips">Whether the two prefer different tokens, one a token.</param>
    public SolutionDivergence Compared(IReadOnlyList<float> divergences, List<bool> flips)
    {
        var first = flips.IndexOf(true);
        return new SolutionDivergence
        {
            Tokens = divergences.Count,
            MeanKl = divergences.Average(kl => (double)kl),
            MaxKl = divergences.Max(),
            Flips = flips.Count(flip => flip),
            FirstFlipToken = first < 0 ? null : first,
            FirstFlipStep = first < 0 ? null : StepOf(first),
            KlByStep = [.. Enumerable.Range(0, divergences.Count).GroupBy(StepOf)
                .Select(step => new StepDivergence(step.Key, step.Count(), step.Average(token => (double)divergences[token])))],
        };
    }
}
