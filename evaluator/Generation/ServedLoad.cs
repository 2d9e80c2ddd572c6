namespace QuantGrpc.Evaluator.Generation;

/// <summary>How busy a variant of a server is at one moment.</summary>
internal sealed record ServedLoad
{
    public required string Variant { get; init; }

    /// <summary>Requests that wait for a place, whoever sent them.</summary>
    public required int Queued { get; init; }

    /// <summary>Requests that may wait; one more is pushed back.</summary>
    public required int MaxQueue { get; init; }

    /// <summary>Sequences that have a place.</summary>
    public required int Running { get; init; }

    /// <summary>Sequences that may have one at once; 0 where the variant is not resident.</summary>
    public required int MaxRunning { get; init; }
}
