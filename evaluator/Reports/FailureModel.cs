namespace QuantGrpc.Evaluator.Reports;

/// <summary>A failure in the browser.</summary>
internal sealed record FailureModel
{
    public required string Variant { get; init; }
    public required string ProblemId { get; init; }
    public string? Subject { get; init; }
    public int? Level { get; init; }
    public required string Problem { get; init; }
    public required string Gold { get; init; }
    public string? Answer { get; init; }

    /// <summary>not_equivalent or ungradable.</summary>
    public required string Grade { get; init; }

    /// <summary>The rule that decided, with its reason.</summary>
    public required string Rule { get; init; }
    public string? Flip { get; init; }
    public required IReadOnlyList<string> Steps { get; init; }
    public required string Output { get; init; }
    public string? ReferenceOutput { get; init; }
    public IReadOnlyList<string> ReferenceSteps { get; init; } = [];
    public string? ReferenceAnswer { get; init; }

    /// <summary>The first character of <see cref="Output"/> at which it is no longer the reference's, from 0; absent without a reference's output.</summary>
    public int? DivergesAt { get; init; }

    /// <summary>
    /// Step of the reference's solution in which the variant first prefers another token, given the reference's tokens; 0 before the first step.
    /// Absent without divergence, and where it prefers the same ones throughout.
    /// </summary>
    public int? FlipStep { get; init; }

    /// <summary>What the judges say together, in a word or two: a type, or why there is none; absent where nobody judged.</summary>
    public string? Outcome { get; init; }

    /// <summary>The votes behind it.</summary>
    public string? Agreement { get; init; }

    /// <summary>The step that stands.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>The type that stands.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Every judge's own word.</summary>
    public IReadOnlyList<JudgementModel> Verdicts { get; init; } = [];

    public bool Truncated { get; init; }
}
