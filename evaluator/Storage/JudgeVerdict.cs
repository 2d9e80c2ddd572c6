namespace QuantGrpc.Evaluator.Storage;

/// <summary>What came back from a judge. A failure without any row is unjudged.</summary>
internal enum VerdictKind
{
    /// <summary>The reply holds its form.</summary>
    Valid,

    /// <summary>The reply does not hold its form; never guessed at.</summary>
    Invalid,

    /// <summary>The judge's prompt does not fit its context.</summary>
    DoesNotFit,

    /// <summary>The judge said that it does not know.</summary>
    Abstained,

    /// <summary>No reply: time-out, fault. Replaced by the outcome of a later try.</summary>
    Failed,
}

/// <summary>A judge's verdict, keyed by (result, judge, hash of the judge's whole input).</summary>
internal sealed record JudgeVerdict
{
    public required long ResultId { get; init; }
    public required string Judge { get; init; }
    public required string InputHash { get; init; }
    public required VerdictKind Kind { get; init; }

    /// <summary>From 1; the closing answer is the step after the last. In a valid verdict absent means: no wrong step.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>One of science's types in snake case, for example "computational_error"; absent unless valid.</summary>
    public string? ErrorType { get; init; }

    /// <summary>All types that hold, the first included.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Whether a number was miscopied; absent where the judge's form does not ask.</summary>
    public bool? Transcription { get; init; }

    /// <summary>Steps that are wrong and that the solution takes back itself, from 1; absent where the judge's form does not ask.</summary>
    public IReadOnlyList<int>? CorrectedSteps { get; init; }

    /// <summary>How sure the judge says it is, 0 to 1; absent where its form does not ask.</summary>
    public double? Confidence { get; init; }

    /// <summary>What the judge's server would not do as asked, and how often it was asked again; absent for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>The judge's reason; of an invalid reply, what is wrong with it.</summary>
    public string? Reason { get; init; }

    public string? RawReply { get; init; }
    public int PromptTokens { get; init; }
    public int GeneratedTokens { get; init; }
    public TimeSpan Duration { get; init; }

    /// <summary>The verdict stands alone: no panel voted.</summary>
    public bool OneJudge { get; init; } = true;
}
