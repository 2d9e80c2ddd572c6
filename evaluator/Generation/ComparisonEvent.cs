namespace QuantGrpc.Evaluator.Generation;

/// <summary>What a server reports of a comparison, in order: started, rounds, ended.</summary>
internal abstract record ComparisonEvent;

/// <summary>The comparison as it was admitted.</summary>
/// <param name="RequestId">The server's id of it.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="Sides">In the order of the request.</param>
internal sealed record ComparisonStarted(string RequestId, int PromptTokens, IReadOnlyList<ComparedSide> Sides) : ComparisonEvent;

/// <summary>A side as it was admitted.</summary>
internal sealed record ComparedSide(string Variant, string Fingerprint, string WeightsSha256);

/// <summary>One step of all sides.</summary>
internal sealed record ComparisonRound : ComparisonEvent
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    /// <summary>Of each side that still writes.</summary>
    public required IReadOnlyList<SideToken> Tokens { get; init; }

    /// <summary>What has become certain; a later one replaces an earlier one of the same token.</summary>
    public required IReadOnlyList<SideAlignment> Alignments { get; init; }

    /// <summary>Sides that ended with this round.</summary>
    public required IReadOnlyList<SideEnded> Ended { get; init; }
}

/// <summary>A side's token.</summary>
/// <param name="Side">0 is the reference.</param>
/// <param name="Token">The token.</param>
/// <param name="Divergence">KL(reference ‖ side) in nats; null once the two have written different tokens.</param>
internal sealed record SideToken(int Side, TokenGenerated Token, double? Divergence);

/// <summary>How a side's token stands to the reference's output.</summary>
internal enum Agreement
{
    /// <summary>The reference's token at its place.</summary>
    Same,

    /// <summary>The first that is another.</summary>
    Diverged,

    /// <summary>After a divergence, not found in the reference.</summary>
    Apart,

    /// <summary>The first of those that are the reference's again, be it at another place.</summary>
    Rejoined,
}

/// <summary>A side's token set beside the reference.</summary>
/// <param name="Side">From 1.</param>
/// <param name="Index">Index of the side's token.</param>
/// <param name="Agreement">How it stands.</param>
/// <param name="ReferenceIndex">The reference's token beside it; null while apart.</param>
internal sealed record SideAlignment(int Side, int Index, Agreement Agreement, int? ReferenceIndex);

/// <summary>A side that has ended.</summary>
internal sealed record SideEnded(int Side, GenerationEnded End);

/// <summary>The whole comparison.</summary>
internal sealed record ComparisonEnded(IReadOnlyList<SideTotal> Sides) : ComparisonEvent;

/// <summary>A side over all rounds.</summary>
internal sealed record SideTotal
{
    public required int Side { get; init; }
    public required string Text { get; init; }
    public required int Tokens { get; init; }

    /// <summary>Index of the first token that is another than the reference's; null where there is none.</summary>
    public int? FirstDivergence { get; init; }

    public required int Rejoins { get; init; }

    /// <summary>Tokens that stand beside an equal one.</summary>
    public required int EqualTokens { get; init; }
}
