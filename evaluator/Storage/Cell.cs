namespace QuantGrpc.Evaluator.Storage;

/// <summary>A cell against the reference's cell of the same problem and sample. Ungradable is not right.</summary>
internal enum Flip
{
    BothRight,

    /// <summary>The reference is right, the variant is not.</summary>
    Lost,

    /// <summary>The variant is right, the reference is not.</summary>
    Gained,

    BothWrong,
}

/// <summary>A cell of a run that has no result yet: what resuming has to do.</summary>
internal sealed record MissingCell
{
    public required string Variant { get; init; }
    public required string ProblemHash { get; init; }
    public required string ProblemId { get; init; }
    public required int Sample { get; init; }
}

/// <summary>A finished cell without its texts: what lists, statistics and tables read. Order: variant, problem, sample.</summary>
internal sealed record Cell
{
    public required long ResultId { get; init; }

    /// <summary>The variant's place in its run, from 0.</summary>
    public required int VariantPosition { get; init; }

    public required string Variant { get; init; }

    /// <summary>The problem's place in its run, from 0.</summary>
    public required int ProblemPosition { get; init; }

    public required string ProblemId { get; init; }
    public required string ProblemHash { get; init; }
    public string? Subject { get; init; }
    public int? Level { get; init; }
    public required int Sample { get; init; }

    /// <summary>Absent where it is not graded yet.</summary>
    public GradeVerdict? Grade { get; init; }

    public string? GradeRule { get; init; }
    public string? Answer { get; init; }

    /// <summary>The answer's normal form; absent where the grader made none.</summary>
    public string? AnswerForm { get; init; }
    public bool WeakAnswer { get; init; }

    /// <summary>Absent for the reference's own cells and where either is not graded.</summary>
    public Flip? Flip => FlipName is { } name ? Enum.Parse<Flip>(name) : null;

    /// <summary><see cref="Flip"/> as it is read: a computed column has no type to map an enum by where its first row is NULL.</summary>
    public string? FlipName { get; init; }

    public required string StopReason { get; init; }
    public bool Truncated { get; init; }
    public bool Looping { get; init; }
    public bool FollowsFrame { get; init; }
    public required int StepCount { get; init; }
    public required int GeneratedTokens { get; init; }
    public required TimeSpan Queue { get; init; }
    public required TimeSpan Prefill { get; init; }
    public required TimeSpan Decode { get; init; }

    /// <summary>Equations of its steps that were decided without a judge, and those of them that do not hold; absent where not counted yet.</summary>
    public int? EquationsChecked { get; init; }

    public int? EquationsWrong { get; init; }

    /// <summary>The judge whose verdict this is: a valid one before others, then in the order the run asked.</summary>
    public string? Judge { get; init; }

    /// <summary>Absent where nobody judged.</summary>
    public VerdictKind? VerdictKind { get; init; }

    public int? FirstErrorStep { get; init; }
    public string? ErrorType { get; init; }
    public bool OneJudge { get; init; }

    /// <summary>Absent where nobody gave a valid verdict, and where <see cref="CellFilter.WithAgreement"/> is off.</summary>
    public Agreement? Agreement => AgreementName is { } name ? Enum.Parse<Agreement>(name) : null;

    /// <summary><see cref="Agreement"/> as it is read, like <see cref="FlipName"/>.</summary>
    public string? AgreementName { get; init; }

    /// <summary>Graded and not equivalent: what judges look at.</summary>
    public bool IsFailure => Grade == GradeVerdict.NotEquivalent;
}
