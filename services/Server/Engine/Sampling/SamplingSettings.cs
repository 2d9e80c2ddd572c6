namespace QuantGrpc.Server.Engine.Sampling;

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

    /// <summary>Probability kept of the tokens whose surprise is nearest to the entropy; 1 keeps all.</summary>
    public float TypicalP { get; init; } = 1;

    /// <summary>Divides the positive logits of tokens of the output and multiplies their negative ones; 1 changes none.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>Taken off the logits of tokens of the output, once each.</summary>
    public float PresencePenalty { get; init; }

    /// <summary>Taken off the logits of tokens of the output, once an occurrence.</summary>
    public float FrequencyPenalty { get; init; }

    /// <summary>Added to logits first; a token named twice gets both.</summary>
    public IReadOnlyList<LogitBias> LogitBias { get; init; } = [];

    /// <summary>Seed of the position-addressed random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Strings that end the text.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Tokens before which no end of text is drawn.</summary>
    public int MinTokens { get; init; }

    public bool IsGreedy => Temperature == 0;

    public bool HasPenalties => RepetitionPenalty != 1 || PresencePenalty != 0 || FrequencyPenalty != 0;
}
