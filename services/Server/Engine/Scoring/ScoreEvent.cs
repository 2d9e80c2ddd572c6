using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine.Scoring;

/// <summary>What scoring reports of one text under one variant.</summary>
/// <param name="Tag">Which.</param>
internal abstract record ScoreEvent(ScoreTag Tag);

/// <summary>Consecutive tokens were scored.</summary>
internal sealed record TokensScored(ScoreTag Tag) : ScoreEvent(Tag)
{
    /// <summary>Index of the first of them, counted from the first scored token.</summary>
    public required int First { get; init; }

    public required ScoredToken[] Tokens { get; init; }
}

/// <summary>All tokens of the text were scored.</summary>
/// <param name="Tag">Which text and variant.</param>
/// <param name="Queue">Arrival to first grant.</param>
/// <param name="Prefill">First grant to the last row.</param>
internal sealed record TextScored(ScoreTag Tag, TimeSpan Queue, TimeSpan Prefill) : ScoreEvent(Tag)
{
    /// <summary>Tokens whose cells it took over from another request.</summary>
    public int Shared { get; init; }
}

/// <summary>A token as a variant sees it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Figures">Of that token in its row.</param>
internal readonly record struct ScoredToken(TokenId Token, RowFigures Figures)
{
    /// <summary>KL(reference ‖ variant) in nats, where it is compared.</summary>
    public double Divergence { get; init; }

    /// <summary>The row's most likely token, where it is compared.</summary>
    public TokenId Top { get; init; }

    /// <summary>Whether the reference prefers the same, where it is compared.</summary>
    public bool SameTop { get; init; }

    public IReadOnlyList<TokenAlternative> Alternatives { get; init; } = [];
}
