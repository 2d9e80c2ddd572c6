namespace QuantGrpc.Evaluator.Answers;

/// <summary>Whether an answer is the gold.</summary>
internal enum GradeVerdict
{
    Equivalent,
    NotEquivalent,

    /// <summary>Not decided; <see cref="Grade.Reason"/> says why.</summary>
    Ungradable,
}

/// <summary>A grade with what it rests on.</summary>
internal sealed record Grade
{
    public required GradeVerdict Verdict { get; init; }

    /// <summary>The rule that decided: no_answer, same_text, words, choice, scalar, equation, inequality, sequence, set, colon, kind, limit.</summary>
    public required string Rule { get; init; }

    /// <summary>Why it is ungradable.</summary>
    public string? Reason { get; init; }

    public string? GoldNormal { get; init; }

    public string? AnswerNormal { get; init; }
}
