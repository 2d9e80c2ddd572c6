namespace QuantGrpc.Bench.Load.Targets;

/// <summary>One generation that a load asks for. It is greedy, and the end of text is held back until it has all its tokens.</summary>
internal sealed record StreamRequest
{
    /// <summary>Plain text, tokenized by the server.</summary>
    public required string Prompt { get; init; }

    /// <summary>Tokens to be generated, no more and no fewer.</summary>
    public required int Tokens { get; init; }

    public ulong Seed { get; init; }

    /// <summary>Which of a side's variants it is for.</summary>
    public int Variant { get; init; }

    /// <summary>Alternatives to be reported of each token; 0 asks for no logprobs.</summary>
    public int Alternatives { get; init; }

    /// <summary>Told how many tokens have come, after each message.</summary>
    public Action<int>? OnTokens { get; init; }
}
