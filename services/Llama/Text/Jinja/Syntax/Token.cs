namespace QuantGrpc.Llama.Text.Jinja.Syntax;

internal enum TokenKind
{
    /// <summary>Text between tags.</summary>
    Text,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,

    /// <summary>A string literal; the token's text is its meaning.</summary>
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A word of a template's source.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.OutputEnd or TokenKind.BlockEnd => "the end of the tag",
        TokenKind.String => "a string",
        TokenKind.Text or TokenKind.OutputBegin or TokenKind.BlockBegin => "text",
        _ => $"'{Text}'",
    };
}
