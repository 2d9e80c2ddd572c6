namespace QuantGrpc.Evaluator.Storage;

/// <summary>What was stored of a run since some moment, by whichever process.</summary>
internal sealed record RecentResults
{
    public required int Count { get; init; }

    /// <summary>Absent where there is none.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Absent where there is none.</summary>
    public DateTimeOffset? Last { get; init; }
}
