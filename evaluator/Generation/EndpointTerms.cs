namespace QuantGrpc.Evaluator.Generation;

/// <summary>How an endpoint is asked.</summary>
internal sealed record EndpointTerms
{
    /// <summary>Null where it wants none.</summary>
    public string? Key { get; init; }

    /// <summary>What the user adds to what it states, for example quantization and revision; part of the fingerprint.</summary>
    public string? Note { get; init; }

    /// <summary>Raw prompts instead of chats.</summary>
    public bool Plain { get; init; }

    public EndpointPatience Patience { get; init; } = EndpointPatience.OfSolutions;
}
