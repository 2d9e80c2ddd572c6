namespace QuantGrpc.Server.Engine;

/// <summary>How tokens are drawn, every default filled in.</summary>
internal sealed record SamplingSettings
{
    /// <summary>Most tokens to generate, at least 1.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Whether <see cref="MaxTokens"/> is less than was asked for, because the context leaves no more.</summary>
    public bool MaxTokensCut { get; init; }

    /// <summary>0 is greedy.</summary>
    public float Temperature { get; init; }

    /// <summary>Most likely tokens kept; null keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>Probability kept; 1 keeps all.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Least probability relative to the largest; 0 keeps all.</summary>
    public float MinP { get; init; }

    /// <summary>Seed of the position-addressed random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Strings that end the text.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Tokens before which no end of text is drawn.</summary>
    public int MinTokens { get; init; }

    public bool IsGreedy => Temperature == 0;
}
