namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>
/// Cuts a template into text and tags. Whitespace goes as Hugging Face sets Jinja: the newline behind a block tag and the spaces before
/// one at a line's start are dropped, and one newline at the source's end.
/// </summary>
internal sealed class Lexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private bool _atLineStart = true;

    private Lexer(string source) => _source = source;

    /// <exception cref="JinjaException">The source is too long or not made of tokens.</exception>
    public static List<Token> Tokenize(string source)
    {
        if (source.Length > JinjaLimits.Source)
        {
            throw new JinjaException($"the template has {source.Length} characters; allowed: {JinjaLimits.Source}", 1);
        }

        var normal = source.ReplaceLineEndings("\n");
        var lexer = new Lexer(normal.EndsWith('\n') ? normal[..^1] : normal);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            var open = NextTag();
            AddText(open);
            if (open < _source.Length)
            {
                AddTag();
            }
        }

        _tokens.Add(new Token(TokenKind.End, "", _line));
    }

    private int NextTag()
    {
        for (var i = _source.IndexOf('{', _at); i >= 0 && i + 1 < _source.Length; i = _source.IndexOf('{', i + 1))
        {
            if (_source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return _source.Length;
    }

    private void AddText(int end)
    {
        var text = _source[_at..end];
        var mark = end + 2 < _source.Length ? _source[end + 2] : ' ';
        var kept = mark == '-' ? text.TrimEnd()
            : mark != '+' && end < _source.Length && _source[end + 1] != '{' ? WithoutIndent(text)
            : text;
        if (kept.Length > 0)
        {
            _tokens.Add(new Token(TokenKind.Text, kept, _line));
        }

        Pass(text.Length);
    }

    private string WithoutIndent(string text)
    {
        var start = text.LastIndexOf('\n') + 1;
        return (start > 0 || _atLineStart) && string.IsNullOrWhiteSpace(text[start..]) ? text[..start] : text;
    }

    private void AddTag()
    {
        var kind = _source[_at + 1];
        Pass(2);
        if (kind == '#')
        {
            PassComment();
            return;
        }

        _tokens.Add(new Token(kind == '{' ? TokenKind.OutputBegin : TokenKind.BlockBegin, "", _line));
        Pass(At is '-' or '+' && !(kind == '{' && At == '+') ? 1 : 0);
        var tag = new TagLexer(_source, _at, _line, kind == '{' ? "}}" : "%}", _tokens);
        tag.Run();
        Pass(tag.End - _at);
        _tokens.Add(new Token(kind == '{' ? TokenKind.OutputEnd : TokenKind.BlockEnd, "", _line));
        Close(dropsNewline: kind == '%');
    }

    private void PassComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new JinjaException("the comment has no end", _line);
        }

        Pass(end - _at);
        // In {#-#} the one mark is the opening's; a comment's end is looked at from its last character.
        _at -= _source[end - 1] is '-' or '+' ? 1 : 0;
        Close(dropsNewline: true);
    }

    // At the closing mark: an optional sign and two characters.
    private void Close(bool dropsNewline)
    {
        var sign = At;
        Pass(sign is '-' or '+' ? 3 : 2);
        _atLineStart = false;
        if (sign == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(At))
            {
                _atLineStart = At == '\n';
                Pass(1);
            }
        }
        else if (dropsNewline && sign != '+' && At == '\n')
        {
            _atLineStart = true;
            Pass(1);
        }
    }

    private char At => _at < _source.Length ? _source[_at] : '\0';

    private void Pass(int count)
    {
        _line += _source.AsSpan(_at, count).Count('\n');
        _at += count;
    }
}
