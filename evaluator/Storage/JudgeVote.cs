namespace QuantGrpc.Evaluator.Storage;

/// <summary>A judge's newest verdict on one result without its texts.</summary>
internal sealed record JudgeVote
{
    public required long ResultId { get; init; }
    public required string Judge { get; init; }
    public required VerdictKind Kind { get; init; }

    /// <summary>From 1; in a valid verdict absent means: no wrong step.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>Absent unless valid.</summary>
    public string? ErrorType { get; init; }

    /// <summary>All types that hold, the first included.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}
