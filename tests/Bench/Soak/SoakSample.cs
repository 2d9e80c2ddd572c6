namespace QuantGrpc.Bench.Soak;

/// <summary>The server at a quiet point.</summary>
/// <param name="At">Since the first quiet point.</param>
/// <param name="Held">What its variants still hold; all zero is quiet.</param>
/// <param name="Process">What the process holds.</param>
internal sealed record SoakSample(TimeSpan At, HeldPlaces Held, ProcessState Process);

/// <summary>Places of all variants together.</summary>
/// <param name="Queued">Requests that wait.</param>
/// <param name="Running">Sequences.</param>
/// <param name="UsedCells">KV cells that are filled.</param>
/// <param name="ReservedCells">KV cells that are set aside.</param>
internal readonly record struct HeldPlaces(long Queued, long Running, long UsedCells, long ReservedCells)
{
    public bool IsNone => this == default;
}
