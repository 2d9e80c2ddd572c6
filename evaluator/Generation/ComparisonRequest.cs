namespace QuantGrpc.Evaluator.Generation;

/// <summary>One prompt to several variants that write in step, greedily.</summary>
internal sealed record ComparisonRequest
{
    /// <summary>Ids, 2 to 16; the first is the reference.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>The chat that they continue.</summary>
    public required IReadOnlyList<ChatTurn> Chat { get; init; }

    /// <summary>Most tokens of a side.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Alternatives a token, 0 to 64.</summary>
    public int Alternatives { get; init; }
}
