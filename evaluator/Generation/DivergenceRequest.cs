namespace QuantGrpc.Evaluator.Generation;

/// <summary>Texts that are given to a reference and to variants of it, token by token.</summary>
internal sealed record DivergenceRequest
{
    public const int MostVariants = 16;

    /// <summary>Id of the variant that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>Ids of the others, 1 to 16.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<GivenText> Texts { get; init; }

    /// <summary>Report every token's figures, before each text's own.</summary>
    public bool EachToken { get; init; }

    /// <summary>Its size as a message, which a server limits.</summary>
    public long Bytes => DivergenceMessages.From(this).CalculateSize();
}

/// <summary>An answer that is given, and the chat before it.</summary>
internal sealed record GivenText(IReadOnlyList<ChatTurn> Chat, IReadOnlyList<uint> Tokens)
{
    /// <summary>What stands before it as tokens, in place of a chat.</summary>
    public IReadOnlyList<uint> Prompt { get; init; } = [];
}
