namespace QuantGrpc.Evaluator.Judges;

/// <summary>How a judge's reply ended.</summary>
internal enum VerdictKind
{
    /// <summary>It holds its form.</summary>
    Valid,

    /// <summary>It does not, or contradicts itself; never guessed at.</summary>
    Invalid,

    /// <summary>The prompt does not fit the judge's context.</summary>
    DoesNotFit,

    /// <summary>No reply.</summary>
    Failed,

    /// <summary>The judge has nothing to say of this solution.</summary>
    Abstained,
}

/// <summary>What a verdict says of a solution.</summary>
internal sealed record Located
{
    /// <summary>From 1; null where no step is wrong.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>The first type that holds; None where no step is wrong.</summary>
    public required ErrorType Type { get; init; }

    /// <summary>All types that hold.</summary>
    public IReadOnlyList<ErrorType> AllTypes { get; init; } = [];

    /// <summary>How sure the judge says it is, 0 to 1; null where its form does not ask.</summary>
    public double? Confidence { get; init; }

    /// <summary>Whether a number was miscopied from the problem or an earlier step; beside the type. Null where the form does not ask.</summary>
    public bool? Transcription { get; init; }

    /// <summary>Steps that are wrong and taken back by the solution itself; null where the form does not ask.</summary>
    public IReadOnlyList<int>? CorrectedSteps { get; init; }

    /// <summary>The judge's reason, where its form asks for one.</summary>
    public string? Reason { get; init; }
}

/// <summary>One judge's verdict.</summary>
internal sealed record JudgeVerdict
{
    public required string Judge { get; init; }

    public required VerdictKind Kind { get; init; }

    /// <summary>Present for a valid one.</summary>
    public Located? Located { get; init; }

    /// <summary>Why it does not count.</summary>
    public string? Problem { get; init; }

    /// <summary>What the judge's server would not do as asked; null for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>As it came; null where none came.</summary>
    public string? RawReply { get; init; }

    /// <summary>SHA-256 of the judge's whole input, its own name included.</summary>
    public required string InputHash { get; init; }

    public int PromptTokens { get; init; }

    public int GeneratedTokens { get; init; }

    public TimeSpan Duration { get; init; }
}
