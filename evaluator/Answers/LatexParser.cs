namespace QuantGrpc.Evaluator.Answers;

/// <summary>Recursive descent over an answer's tokens, straight to normal form. What it does not know is ungradable, never guessed.</summary>
internal sealed class LatexParser
{
    private const int MostDepth = 60;

    private readonly List<LatexToken> _tokens;
    private int _at;
    private int _depth;

    private LatexParser(List<LatexToken> tokens) => _tokens = tokens;

    private LatexToken Now => _tokens[_at];

    /// <exception cref="UngradableException">Beyond this parser.</exception>
    public static AnswerValue Parse(string normalized)
    {
        var parser = new LatexParser(LatexLexer.Read(normalized));
        var value = parser.List();
        return parser.Now.Kind == LatexTokenKind.End ? value : throw parser.Unknown();
    }

    private AnswerValue List()
    {
        var items = new List<AnswerValue> { Relation() };
        while (Take(","))
        {
            items.Add(Relation());
        }

        return items.Count == 1 ? items[0] : new SequenceValue("", items, "");
    }

    private AnswerValue Relation()
    {
        if (Take("\\matrixbegin"))
        {
            return Matrix();
        }

        if (IsBracket())
        {
            var start = _at;
            var bracket = Bracket();
            if (bracket is SequenceValue || Now.Kind == LatexTokenKind.End || Now.Text is "," or ")" or "]" or "\\}")
            {
                return bracket;
            }

            _at = start; // a bracketed factor of a longer expression
        }

        var left = new ScalarValue(Sum());
        return Take("=") ? new EquationValue(left, new ScalarValue(Sum())) : left;
    }

    // Rows in order, each its cells in order; a column vector has rows of one cell.
    private SequenceValue Matrix()
    {
        Deeper();
        var rows = new List<AnswerValue>();
        do
        {
            var cells = new List<AnswerValue> { Relation() };
            while (Take("&"))
            {
                cells.Add(Relation());
            }

            rows.Add(cells.Count == 1 ? cells[0] : new SequenceValue(SequenceValue.Matrix, cells, ""));
        }
        while (Take("\\\\") && Now.Text != "\\matrixend");

        _depth--;
        return Take("\\matrixend") ? new SequenceValue(SequenceValue.Matrix, rows, "") : throw Unknown();
    }

    private bool IsBracket() => Now.Text is "(" or "[" or "\\{";

    // (a), (a, b), [a, b), \{a, b\}
    private AnswerValue Bracket()
    {
        var open = Next().Text;
        Deeper();
        var items = new List<AnswerValue> { Relation() };
        while (Take(","))
        {
            items.Add(Relation());
        }

        var close = Next().Text;
        _depth--;
        return (open, close, items.Count) switch
        {
            ("(", ")", 1) => items[0],
            ("(" or "[", ")" or "]", >= 2) or ("[", "]", 1) => new SequenceValue(open, items, close),
            ("\\{", "\\}", _) => new SequenceValue("{", items, "}"),
            _ => throw new UngradableException($"{open} is closed by {close}"),
        };
    }

    private Polynomial Sum()
    {
        Deeper();
        var sum = Product();
        while (Now.Text is "+" or "-")
        {
            var minus = Next().Text == "-";
            var term = Product();
            sum = sum.Plus(minus ? term.Negated() : term);
        }

        _depth--;
        return sum;
    }

    private Polynomial Product()
    {
        if (Take("-"))
        {
            return Product().Negated();
        }

        if (Take("+"))
        {
            return Product();
        }

        var product = Power();
        while (true)
        {
            if (Take("*") || Take("\\cdot") || Take("\\times"))
            {
                product = product.Times(Signed());
            }
            else if (Take("/") || Take("\\div"))
            {
                product = product.Over(Signed());
            }
            else if (BeginsFactor())
            {
                product = product.Times(Power());
            }
            else
            {
                return product;
            }
        }
    }

    private Polynomial Signed() => Take("-") ? Signed().Negated() : Power();

    private bool BeginsFactor() => Now.Kind is LatexTokenKind.Letter or LatexTokenKind.Number
        || Now.Text is "(" or "{" or "\\frac" or "\\sqrt" or "\\pi";

    private Polynomial Power()
    {
        var whole = Now.Kind == LatexTokenKind.Number && _tokens[_at + 1].Text == "\\frac" ? Number() : null;
        if (whole is not null)
        {
            return Mixed(whole);
        }

        var value = Atom();
        if (!Take("^"))
        {
            return value;
        }

        var exponent = Argument().Constant;
        if (exponent is { } e && e.Denominator == 2 && value.Constant is { } radicand)
        {
            return Polynomial.Root(radicand).Power(e.Numerator);
        }

        return exponent is { IsInteger: true } integer ? value.Power(integer.Numerator) : throw new UngradableException("an exponent that is no whole number");
    }

    // 3\frac{1}{2} is three and a half.
    private Polynomial Mixed(Polynomial whole)
    {
        var start = _at;
        var fraction = Atom();
        return whole.Constant is { IsInteger: true } && fraction.Constant is { } part && part.Numerator.Sign > 0 && part.Numerator < part.Denominator
            && _tokens.Skip(start).Take(_at - start).All(t => t.Text is "\\frac" or "{" or "}" || t.Kind == LatexTokenKind.Number)
            ? whole.Plus(fraction) : whole.Times(fraction);
    }

    private Polynomial Atom()
    {
        switch (Now)
        {
            case { Kind: LatexTokenKind.Number }:
                return Number();
            case { Kind: LatexTokenKind.Letter }:
                return Variable();
            case { Text: "\\pi" }:
                _at++;
                return Polynomial.Atom("pi");
            case { Text: "\\infty" }:
                _at++;
                return Polynomial.Atom("infinity");
            case { Text: "\\frac" }:
                _at++;
                var numerator = Argument();
                return numerator.Over(Argument());
            case { Text: "\\sqrt" }:
                _at++;
                return Root();
            case { Text: "(" }:
                return Group(")");
            case { Text: "{" }:
                return Group("}");
            default:
                throw Unknown();
        }
    }

    private Polynomial Root()
    {
        if (Now.Text == "[")
        {
            throw new UngradableException("roots of other degrees");
        }

        return Argument().Constant is { } radicand ? Polynomial.Root(radicand) : throw new UngradableException("root of an expression");
    }

    private Polynomial Group(string close)
    {
        _at++;
        var value = Sum();
        return Take(close) ? value : throw Unknown();
    }

    // A group in braces, or one token: \frac12 is one half.
    private Polynomial Argument()
    {
        if (Now.Text == "{")
        {
            return Group("}");
        }

        if (Now.Kind == LatexTokenKind.Number && Now.Text.Length > 1)
        {
            var digits = Now.Text;
            _tokens[_at] = new LatexToken(LatexTokenKind.Number, digits[1..]);
            return Polynomial.Of(Rational.Parse(digits[..1]));
        }

        return Take("-") ? Argument().Negated() : Atom();
    }

    private Polynomial Variable()
    {
        var name = Next().Text;
        if (Now.Text != "_")
        {
            return Polynomial.Atom(name);
        }

        throw new UngradableException("subscripts");
    }

    private Polynomial Number() => Polynomial.Of(Rational.Parse(Next().Text));

    private void Deeper()
    {
        if (++_depth > MostDepth)
        {
            throw new UngradableException($"nested deeper than {MostDepth}");
        }
    }

    private LatexToken Next() => Now.Kind == LatexTokenKind.End ? throw Unknown() : _tokens[_at++];

    private bool Take(string text)
    {
        var found = Now.Text == text && Now.Kind != LatexTokenKind.End;
        _at += found ? 1 : 0;
        return found;
    }

    private UngradableException Unknown() => new(Now.Kind == LatexTokenKind.End ? "the answer ends too early" : $"\"{Now.Text}\" is not understood here");
}
