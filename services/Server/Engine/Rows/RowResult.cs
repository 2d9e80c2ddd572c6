using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Server.Engine.Rows;

/// <summary>What was found in one row of a step's logits. The objects are used again every step.</summary>
internal sealed class RowResult
{
    private readonly TokenAlternative[] _alternatives = new TokenAlternative[MostAlternatives];
    private int _alternativeCount;

    public const int MostAlternatives = 64;

    /// <summary>Whose row it is.</summary>
    public required Sequence Sequence { get; set; }

    /// <summary>Position that the row was computed at: it speaks of the next one.</summary>
    public int Position { get; set; }

    /// <summary>Its place in the decoded batch.</summary>
    public int BatchRow { get; set; }

    /// <summary>The token that follows: given, or drawn from the row.</summary>
    public Draw Draw { get; set; }

    /// <summary>Why nothing follows; null where something does.</summary>
    public RowProblem? Problem { get; set; }

    /// <summary>Of the token that follows; null where nobody asked.</summary>
    public RowFigures? Figures { get; set; }

    /// <summary>KL(reference ‖ this row) in nats, where the row is compared.</summary>
    public double Divergence { get; set; }

    /// <summary>The row's most likely token, where the row is compared.</summary>
    public TokenId Top { get; set; }

    /// <summary>Whether the reference prefers the same token, where the row is compared.</summary>
    public bool SameTop { get; set; }

    public ReadOnlySpan<TokenAlternative> Alternatives => _alternatives.AsSpan(0, _alternativeCount);

    /// <summary>Room for alternatives that are wanted.</summary>
    public Span<TokenAlternative> TakeAlternatives(int count)
    {
        _alternativeCount = count;
        return _alternatives.AsSpan(0, count);
    }

    /// <summary>Begins anew for another row.</summary>
    public void Reset(Sequence sequence, int position, int batchRow)
    {
        Sequence = sequence;
        Position = position;
        BatchRow = batchRow;
        Figures = null;
        Problem = null;
        _alternativeCount = 0;
    }
}

/// <summary>Why a row gives no token.</summary>
internal enum RowProblem
{
    /// <summary>It holds a logit that is no number, or infinite.</summary>
    NotFinite,

    /// <summary>Bias, grammar and min_tokens leave no token.</summary>
    NothingAllowed,

    /// <summary>The grammar has too many ways to read the output so far.</summary>
    TooAmbiguous,
}
