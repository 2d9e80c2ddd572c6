namespace QuantGrpc.Evaluator.Storage;

/// <summary>
/// How far a variant is from the reference over one solution of the reference that it was given token by token. Divergences are
/// KL(reference ‖ variant) in nats over the whole vocabulary; a flip is a token at which the two prefer different ones.
/// </summary>
internal record SolutionDivergence
{
    /// <summary>Tokens of the solution, its end-of-text token included.</summary>
    public required int Tokens { get; init; }

    public required double MeanKl { get; init; }
    public required double MaxKl { get; init; }

    /// <summary>Tokens that flip.</summary>
    public required int Flips { get; init; }

    /// <summary>Index of the first flip, from 0; absent where nothing flips.</summary>
    public int? FirstFlipToken { get; init; }

    /// <summary>Its step, from 1, the closing answer as the step after the last; absent before the first step and where nothing flips.</summary>
    public int? FirstFlipStep { get; init; }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<StepDivergence> KlByStep { get; init; } = [];
}

/// <summary>A solution's divergence as a run sees it. Order: variant, problem, sample.</summary>
internal sealed record StoredDivergence : SolutionDivergence
{
    /// <summary>The reference's result that was given.</summary>
    public required long ReferenceResultId { get; init; }

    /// <summary>The variant's place in its run, from 0.</summary>
    public required int VariantPosition { get; init; }

    public required string Variant { get; init; }

    /// <summary>The problem's place in its run, from 0.</summary>
    public required int ProblemPosition { get; init; }

    public required int Sample { get; init; }
}

/// <summary>A step's part of a solution's divergence.</summary>
/// <param name="Step">From 1, the closing answer as the step after the last; absent for what stands before the first step.</param>
/// <param name="Tokens">Tokens of the step.</param>
/// <param name="Mean">Mean divergence of these in nats.</param>
internal sealed record StepDivergence(int? Step, int Tokens, double Mean);

/// <summary>A solution of the reference that a variant was not given yet.</summary>
internal sealed record MissingDivergence
{
    public required long ReferenceResultId { get; init; }
    public required string Variant { get; init; }
}

/// <summary>Why a run has no divergence of a variant, or not over every solution.</summary>
/// <param name="Variant">The variant's name in the run.</param>
/// <param name="Reason">For people, with the numbers.</param>
internal sealed record DivergenceGap(string Variant, string Reason);
