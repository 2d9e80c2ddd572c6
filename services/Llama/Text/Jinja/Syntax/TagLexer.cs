namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>Cuts the inside of one tag into tokens, up to its closing mark.</summary>
internal sealed class TagLexer(string source, int start, int line, string closing, List<Token> tokens)
{
    private static readonly string[] Operators =
    [
        "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|",
    ];

    private int _at = start;
    private readonly int _begin = line;
    private int _line = line;
    private int _braces;

    /// <summary>Where the closing mark begins, its sign included.</summary>
    public int End => _at;

    /// <exception cref="JinjaException">A character that the language does not have, or no end.</exception>
    public void Run()
    {
        while (!AtClosing())
        {
            if (_at >= source.Length)
            {
                throw new JinjaException($"the tag has no {closing}", _begin);
            }

            Next();
        }
    }

    private bool AtClosing()
    {
        var signed = _at < source.Length && (source[_at] == '-' || (source[_at] == '+' && closing == "%}"));
        return _braces == 0 && string.CompareOrdinal(source, _at + (signed ? 1 : 0), closing, 0, 2) == 0;
    }

    private void Next()
    {
        var first = source[_at];
        if (char.IsWhiteSpace(first))
        {
            _line += first == '\n' ? 1 : 0;
            _at++;
        }
        else if (first is '\'' or '"')
        {
            AddString();
        }
        else if (char.IsAsciiDigit(first))
        {
            AddNumber();
        }
        else if (char.IsAsciiLetter(first) || first == '_')
        {
            Add(TokenKind.Name, LengthWhile(_at, c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        }
        else
        {
            AddOperator();
        }
    }

    private void AddString()
    {
        var begin = _at;
        _at++;
        while (_at < source.Length && source[_at] != source[begin])
        {
            _at += source[_at] == '\\' ? 2 : 1;
        }

        if (_at >= source.Length)
        {
            throw new JinjaException("the string has no end", _line);
        }

        var written = source[(begin + 1).._at];
        tokens.Add(new Token(TokenKind.String, StringLiteral.Read(written, _line), _line));
        _line += written.AsSpan().Count('\n');
        _at++;
    }

    private void AddNumber()
    {
        var length = LengthWhile(_at, char.IsAsciiDigit);
        var fraction = _at + length < source.Length && source[_at + length] == '.' ? LengthWhile(_at + length + 1, char.IsAsciiDigit) : 0;
        Add(fraction > 0 ? TokenKind.Float : TokenKind.Integer, length + (fraction > 0 ? fraction + 1 : 0));
    }

    private void AddOperator()
    {
        var found = Operators.FirstOrDefault(o => string.CompareOrdinal(source, _at, o, 0, o.Length) == 0)
            ?? throw new JinjaException($"the character '{source[_at]}' is no part of the language", _line);
        _braces += found switch { "{" => 1, "}" => -1, _ => 0 };
        Add(TokenKind.Operator, found.Length);
    }

    private void Add(TokenKind kind, int length)
    {
        tokens.Add(new Token(kind, source.Substring(_at, length), _line));
        _at += length;
    }

    private int LengthWhile(int from, Func<char, bool> holds)
    {
        var end = from;
        while (end < source.Length && holds(source[end]))
        {
            end++;
        }

        return end - from;
    }
}
