namespace QuantGrpc.Evaluator.Storage;

/// <summary>Whether an answer is the gold.</summary>
internal enum GradeVerdict
{
    Equivalent,
    NotEquivalent,

    /// <summary>Not decided within the grader's limits; <see cref="Grade.Reason"/> says why.</summary>
    Ungradable,
}

/// <summary>A grade, keyed by (result, gold hash, grader version): written once, redone by a newer grader without generating.</summary>
internal sealed record Grade
{
    public required long ResultId { get; init; }

    /// <summary><see cref="RunProblem.GoldHash"/>.</summary>
    public required string GoldHash { get; init; }

    public required string GraderVersion { get; init; }
    public required GradeVerdict Verdict { get; init; }

    /// <summary>The rule that decided, in the grader's name.</summary>
    public required string Rule { get; init; }

    public string? Reason { get; init; }

    /// <summary>Normal form of the gold.</summary>
    public string? GoldForm { get; init; }

    /// <summary>Normal form of the extracted answer.</summary>
    public string? AnswerForm { get; init; }
}
