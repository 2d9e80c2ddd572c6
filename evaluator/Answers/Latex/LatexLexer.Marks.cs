namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Numbers and signs.</content>
internal sealed partial class LatexLexer
{
    private bool AfterNumber => _tokens.Count > 0 && (_tokens[^1].Kind is LatexTokenKind.Number or LatexTokenKind.Word || _tokens[^1].Text is "}" or ")" or "\\pi");

    private void Number()
    {
        var digits = Digits();
        if (digits.Length <= 3 && digits[0] != '0')
        {
            while (Group() is { } group)
            {
                digits += group;
            }
        }

        if (Now == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            digits += $".{Digits()}";
        }

        Emit(LatexTokenKind.Number, digits);
    }

    private string Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Now))
        {
            _at++;
        }

        return _text[start.._at];
    }

    // Three digits after a separator of thousands. A bare comma within brackets separates items.
    private string? Group()
    {
        var rest = _text.AsSpan(_at);
        var length = rest.StartsWith("{,}") ? 3 : rest.StartsWith("\\,") ? 2 : rest.StartsWith(",") ? 1 : 0;
        var start = _at + length;
        var tight = length > 1;
        while (length > 0 && start < _text.Length && (_text[start] == ' ' || _text.AsSpan(start).StartsWith("\\!")))
        {
            tight |= _text[start] != ' ';
            start += _text[start] == ' ' ? 1 : 2;
        }

        var bare = !tight && (_depth > 0 || start > _at + 1);
        if (length == 0 || bare || start + 3 > _text.Length || _text.AsSpan(start, 3).ContainsAnyExceptInRange('0', '9')
            || (start + 3 < _text.Length && char.IsAsciiDigit(_text[start + 3])))
        {
            return null;
        }

        _at = start + 3;
        return _text.Substring(start, 3);
    }

    private void Point()
    {
        if (_at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            Emit(LatexTokenKind.Number, $"0.{Digits()}");
            return;
        }

        var dots = _text.AsSpan(_at).IndexOfAnyExcept('.');
        dots = dots < 0 ? _text.Length - _at : dots;
        _at += dots;
        if (dots >= 3)
        {
            Emit(LatexTokenKind.Command, "\\ldots");
        }
    }

    private void Symbol()
    {
        var symbol = _text[_at].ToString();
        _at++;
        if (Superscripts.Contains(symbol[0]))
        {
            Emit(LatexTokenKind.Symbol, "^");
            Emit(LatexTokenKind.Number, symbol == "²" ? "2" : "3");
            return;
        }

        if (symbol is "^" && Degree() is { } length)
        {
            _at += length;
            Emit(LatexTokenKind.Symbol, "°");
            return;
        }

        var spelling = LatexNames.Spellings.GetValueOrDefault(symbol, symbol);
        if (Now == '=' && spelling is "<" or ">" or "!")
        {
            _at++;
            spelling = spelling == "<" ? "\\le" : spelling == ">" ? "\\ge" : "\\ne";
        }

        if (spelling == "*" && Now == '*')
        {
            _at++;
            spelling = "^";
        }

        _depth += spelling is "(" or "[" ? 1 : spelling is ")" or "]" ? -1 : 0;
        Emit(spelling[0] == '\\' ? LatexTokenKind.Command : LatexTokenKind.Symbol, spelling == ";" ? "," : spelling);
    }

    // What follows the sign of a power where it is the sign of degrees.
    private int? Degree()
    {
        var at = Past(_at, "");
        var braced = at < _text.Length && _text[at] == '{';
        at = braced ? Past(at, "{") : at;
        var sign = _text.AsSpan(at).StartsWith("\\circ") ? "\\circ" : "\\degree";
        if (!_text.AsSpan(at).StartsWith(sign) || (at + sign.Length < _text.Length && char.IsAsciiLetter(_text[at + sign.Length])))
        {
            return null;
        }

        at = braced ? Past(at, sign) : at + sign.Length;
        return !braced ? at - _at : at < _text.Length && _text[at] == '}' ? at + 1 - _at : null;
    }

    // Behind what stands there and the spaces after it.
    private int Past(int at, string what)
    {
        at += what.Length;
        while (at < _text.Length && _text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
