namespace QuantGrpc.Evaluator.Generation;

/// <summary>One message of a chat.</summary>
internal sealed record ChatTurn(string Role, string Content);

/// <summary>What to generate.</summary>
internal sealed record GenerationRequest
{
    public const int DefaultTries = 60;

    /// <summary>The variant's id.</summary>
    public required string Variant { get; init; }

    /// <summary>A chat, rendered with the variant's template; or <see cref="Prompt"/>.</summary>
    public IReadOnlyList<ChatTurn> Chat { get; init; } = [];

    /// <summary>A raw prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>What the assistant has said already, as token ids; context, not output.</summary>
    public IReadOnlyList<uint> Prefix { get; init; } = [];

    /// <summary>Null: all that the context leaves.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 is greedy.</summary>
    public float Temperature { get; init; }

    /// <summary>1 keeps all tokens.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Null: drawn by the server.</summary>
    public ulong? Seed { get; init; }

    /// <summary>A JSON Schema that the output has to hold; null leaves it free.</summary>
    public string? JsonSchema { get; init; }

    /// <summary>Report logprob, rank, entropy and margin of each token.</summary>
    public bool Figures { get; init; }

    /// <summary>Report each token's logprob alone.</summary>
    public bool Logprobs { get; init; }

    /// <summary>Alternatives a token, 0 to 64.</summary>
    public int Alternatives { get; init; }

    /// <summary>Report the prompt's token ids.</summary>
    public bool EchoPrompt { get; init; }

    /// <summary>The text ends before any of these.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>A grammar in GBNF that the output has to hold; null leaves it free.</summary>
    public string? Grammar { get; init; }

    /// <summary>How often to ask a server that cannot be reached before the stream has begun.</summary>
    public int Tries { get; init; } = DefaultTries;
}
