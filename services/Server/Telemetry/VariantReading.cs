namespace QuantGrpc.Server.Telemetry;

/// <summary>A variant at the moment when somebody asks; zeros where it is not in memory.</summary>
internal sealed record VariantReading
{
    public required string Id { get; init; }

    public bool IsReady { get; init; }

    /// <summary>Requests in its queue.</summary>
    public int Waiting { get; init; }

    public int QueueCapacity { get; init; }

    /// <summary>Sequences that have a slot.</summary>
    public int Running { get; init; }

    /// <summary>Sequences that gave their place up and come back.</summary>
    public int Paused { get; init; }

    public int Slots { get; init; }

    public long UsedCells { get; init; }

    public long ReservedCells { get; init; }

    public long Cells { get; init; }
}
