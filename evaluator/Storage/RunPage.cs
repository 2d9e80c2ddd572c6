namespace QuantGrpc.Evaluator.Storage;

/// <summary>A part of the list of runs, newest first.</summary>
internal sealed record RunPage
{
    /// <summary>At most this many.</summary>
    public int Size { get; init; } = 100;

    /// <summary>The last run of the page before; absent for the first page.</summary>
    public Run? After { get; init; }
}
