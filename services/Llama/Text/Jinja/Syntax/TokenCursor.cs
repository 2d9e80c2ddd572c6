namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>A place in a template's tokens, and how deep it is in brackets and blocks.</summary>
internal sealed class TokenCursor(List<Token> tokens)
{
    private int _at;
    private int _nesting;

    public Token Current => tokens[_at];

    public Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public int Line => Current.Line;

    public Token Take() => _at < tokens.Count - 1 ? tokens[_at++] : Current;

    public bool TakeOperator(string text) => TakeIf(Current.IsOperator(text));

    public bool TakeName(string text) => TakeIf(Current.IsName(text));

    public void ExpectOperator(string text)
    {
        if (!TakeOperator(text))
        {
            throw Fail($"{Current} where '{text}' belongs");
        }
    }

    public void ExpectName(string text)
    {
        if (!TakeName(text))
        {
            throw Fail($"{Current} where '{text}' belongs");
        }
    }

    public string ExpectName() => Current.Kind == TokenKind.Name ? Take().Text : throw Fail($"{Current} where a name belongs");

    public void Expect(TokenKind kind)
    {
        if (!TakeIf(Current.Kind == kind))
        {
            throw Fail($"{Current} where {new Token(kind, "", Line)} belongs");
        }
    }

    /// <summary>Parses something that may hold itself; the bound keeps the stack whole.</summary>
    public T Nested<T>(Func<T> parse)
    {
        if (++_nesting > JinjaLimits.Nesting)
        {
            throw Fail($"more than {JinjaLimits.Nesting} blocks and brackets inside each other");
        }

        var parsed = parse();
        _nesting--;
        return parsed;
    }

    public JinjaException Fail(string message) => new(message, Line);

    private bool TakeIf(bool fits)
    {
        if (fits)
        {
            Take();
        }

        return fits;
    }
}
