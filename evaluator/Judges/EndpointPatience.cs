namespace QuantGrpc.Evaluator.Judges;

/// <summary>How patient a judge is with its endpoint.</summary>
/// <param name="TryLimit">Longest time of one try.</param>
/// <param name="Retries">Tries after the first, for faults that may pass.</param>
internal sealed record EndpointPatience(TimeSpan TryLimit, int Retries)
{
    public static EndpointPatience Default { get; } = new(TimeSpan.FromMinutes(2), 4);

    /// <summary>Wait before the first try after a fault; it doubles.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);
}
