namespace QuantGrpc.Evaluator.Generation;

/// <summary>How patient a caller is with an OpenAI-compatible endpoint.</summary>
/// <param name="TryLimit">Longest time of one try; of a stream, between two pieces of it.</param>
/// <param name="Retries">Tries after the first, for 408, 429, 5xx and connections that break.</param>
internal sealed record EndpointPatience(TimeSpan TryLimit, int Retries)
{
    public static EndpointPatience Default { get; } = new(TimeSpan.FromMinutes(2), 4);

    /// <summary>For solutions, which are long and may wait in the endpoint's own queue.</summary>
    public static EndpointPatience OfSolutions { get; } = new(TimeSpan.FromMinutes(10), 4);

    /// <summary>Wait before the first try after a fault that names none; it doubles.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);
}
