namespace QuantGrpc.Evaluator.Storage;

/// <summary>A judge's newest verdict on one result without its texts.</summary>
internal sealed record JudgeVote
{
    public required long ResultId { get; init; }
    public required string Judge { get; init; }

    /// <summary>What the vote counts.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>An arbiter has no vote; its word stands where the voters left something open.</summary>
    public JudgeRole Role { get; init; }

    public required VerdictKind Kind { get; init; }

    /// <summary>From 1; in a valid verdict absent means: no wrong step.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>Absent unless valid.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Whether a number was miscopied; absent where the judge's form does not ask.</summary>
    public bool? Transcription { get; init; }

    /// <summary>Steps that are wrong and that the solution takes back itself, from 1; absent where the judge's form does not ask.</summary>
    public IReadOnlyList<int>? CorrectedSteps { get; init; }

    /// <summary>All types that hold, the first included.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}
