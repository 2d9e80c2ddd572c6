namespace QuantGrpc.Server.Engine.Generation;

/// <summary>What to compute of each token beyond the token itself.</summary>
internal sealed record InspectionSettings
{
    public static InspectionSettings Nothing { get; } = new();

    /// <summary>Whether logprob, rank, entropy or margin is wanted: one pass over the row gives all four.</summary>
    public bool Figures { get; init; }

    /// <summary>Alternatives wanted, 0 to 64.</summary>
    public int Alternatives { get; init; }

    /// <summary>Whether tokens of the assistant's prefix are described too.</summary>
    public bool Prefix { get; init; }

    /// <summary>Whether tokens of the prompt are described too.</summary>
    public bool Prompt { get; init; }
}
