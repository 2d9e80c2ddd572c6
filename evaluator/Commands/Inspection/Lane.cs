using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>How a token of a lane stands to the reference.</summary>
internal enum Standing
{
    /// <summary>The same token, or one of the reference itself.</summary>
    Together,

    /// <summary>The reference's token where a side took another.</summary>
    Left,

    /// <summary>The side's token where it took another.</summary>
    Diverged,

    /// <summary>What follows, until the two come together again.</summary>
    Apart,

    /// <summary>Where they do.</summary>
    Rejoined,
}

/// <summary>A token of a lane.</summary>
internal sealed record LaneToken(TokenGenerated Token, double? Divergence)
{
    public Standing Standing { get; init; }

    /// <summary>Index of the reference's token beside it; null for the reference itself and while apart.</summary>
    public int? ReferenceIndex { get; init; }
}

/// <summary>What one side of a comparison has written so far.</summary>
internal sealed class Lane(string variant)
{
    private readonly List<LaneToken> _tokens = [];

    public string Variant => variant;

    public IReadOnlyList<LaneToken> Tokens => _tokens;

    /// <summary>Null while it writes.</summary>
    public GenerationEnded? End { get; private set; }

    /// <summary>Null until the comparison has ended.</summary>
    public SideTotal? Total { get; set; }

    /// <summary>Index of the first token that is another than the reference's; null while there is none.</summary>
    public int? FirstDivergence => _tokens.FindIndex(t => t.Standing == Standing.Diverged) is var found and >= 0 ? found : null;

    public string Text => string.Concat(_tokens.Select(t => t.Token.Text)) + End?.Text;

    public void Add(SideToken token) => _tokens.Add(new LaneToken(token.Token, token.Divergence));

    public void Place(SideAlignment alignment) => _tokens[alignment.Index] = _tokens[alignment.Index] with
    {
        Standing = alignment.Agreement switch
        {
            Agreement.Same => Standing.Together,
            Agreement.Diverged => Standing.Diverged,
            Agreement.Rejoined => Standing.Rejoined,
            _ => Standing.Apart,
        },
        ReferenceIndex = alignment.ReferenceIndex,
    };

    /// <summary>Says that a side took another token than this one.</summary>
    public void Leave(int index) => _tokens[index] = _tokens[index] with { Standing = Standing.Left };

    public void Finish(GenerationEnded end) => End = end;

    /// <summary>A token as one sees it alone: its bytes, or that the text ends.</summary>
    public string Show(int index) => _tokens[index].Token switch
    {
        { Piece.Length: > 0 } token => LaneText.Visible(token.Piece),
        _ when index == _tokens.Count - 1 && End?.Stop == GenerationStop.EndOfText => "end of text",
        var token => $"token {token.Id}",
    };
}
