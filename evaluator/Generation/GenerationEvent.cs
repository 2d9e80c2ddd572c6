namespace QuantGrpc.Evaluator.Generation;

/// <summary>What a server reports of a generation, in order: started, tokens, ended.</summary>
internal abstract record GenerationEvent;

/// <summary>The request as it was admitted.</summary>
internal sealed record GenerationStarted : GenerationEvent
{
    /// <summary>The variant's full id.</summary>
    public required string Variant { get; init; }

    public required string Fingerprint { get; init; }
    public required string WeightsSha256 { get; init; }
    public required int PromptTokens { get; init; }

    /// <summary>Empty unless asked for.</summary>
    public IReadOnlyList<uint> PromptTokenIds { get; init; } = [];

    public required ulong Seed { get; init; }
}

/// <summary>One token.</summary>
internal sealed record TokenGenerated : GenerationEvent
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    public required uint Id { get; init; }

    /// <summary>Text that became certain with it.</summary>
    public required string Text { get; init; }

    /// <summary>The token's own bytes as text, whole or not; what a token view shows.</summary>
    public required string Piece { get; init; }

    /// <summary>In nats, like entropy; absent unless asked for, like the next ones.</summary>
    public double? Logprob { get; init; }

    public int? Rank { get; init; }
    public double? Entropy { get; init; }
    public double? Margin { get; init; }
    public IReadOnlyList<TokenAlternative> Alternatives { get; init; } = [];
}

/// <summary>Text of a source that tells no tokens.</summary>
internal sealed record TextGenerated(string Text) : GenerationEvent;

/// <summary>A token that could have been drawn.</summary>
internal sealed record TokenAlternative(uint Id, double Logprob, string Piece);

/// <summary>Why a generation ended.</summary>
internal enum GenerationStop
{
    EndOfText,
    StopString,
    Length,

    /// <summary>An endpoint's own filter cut it.</summary>
    Filtered,
}

/// <summary>The end.</summary>
internal sealed record GenerationEnded : GenerationEvent
{
    public required GenerationStop Stop { get; init; }

    /// <summary>Text that was held back.</summary>
    public required string Text { get; init; }

    public required int PromptTokens { get; init; }
    public required int GeneratedTokens { get; init; }
    public required TimeSpan Queue { get; init; }
    public required TimeSpan Prefill { get; init; }
    public required TimeSpan Decode { get; init; }
}
