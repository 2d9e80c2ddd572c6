using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Where a draw stands: what it depends on beside the row and the settings.</summary>
internal readonly ref struct DrawPoint
{
    public DrawPoint()
    {
    }

    /// <summary>Which of the texts asked for together.</summary>
    public int Sample { get; init; }

    /// <summary>Tokens generated before this one.</summary>
    public int Position { get; init; }

    /// <summary>Whether an end-of-text token may be drawn.</summary>
    public bool MayEnd { get; init; } = true;

    /// <summary>The output so far, for the penalties.</summary>
    public ReadOnlySpan<TokenId> History { get; init; }

    /// <summary>A bit a token, the lowest id in the lowest bit: 1 where it may be drawn. Empty allows every token.</summary>
    public ReadOnlySpan<ulong> Allowed { get; init; }

    /// <summary>The row's summary where it is known already: spares a walk where nothing changes a logit.</summary>
    public RowSummary? Summary { get; init; }
}
