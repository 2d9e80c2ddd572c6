using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Brackets, matrices, and numbers with what follows them.</content>
internal sealed partial class AnswerParser
{
    // (a, b), [a, b), \{a\}, {a, b}
    private AnswerValue List()
    {
        var open = Next().Text;
        Deeper();
        if (Now.Kind == LatexTokenKind.Letter && _tokens[_at + 1] is { Kind: LatexTokenKind.Symbol, Text: ":" or "|" })
        {
            return Condition();
        }

        if (open == "\\{" && Take("\\}"))
        {
            _depth--;
            return new SequenceValue("{", [], "}");
        }

        var items = Items(splits: open is "\\{" or "{"); // (1, ±2) is two points, {±2} has two members
        var close = Next().Text;
        _depth--;
        return (open, close) switch
        {
            ("(" or "[", ")" or "]") => new SequenceValue(open, items, close),
            ("\\{", "\\}") or ("{", "}") => new SequenceValue("{", items, "}"),
            _ => throw new UngradableException($"{open} is closed by {close}"),
        };
    }

    // Of \{x : x > 2\}, what stands after the colon.
    private AnswerValue Condition()
    {
        _at += 2;
        var condition = Related();
        _depth--;
        return Take("\\}") ? condition : throw Unknown();
    }

    // Rows in order, each its cells in order; a column vector has rows of one cell.
    private SequenceValue Matrix()
    {
        _at++;
        Deeper();
        var rows = new List<AnswerValue>();
        do
        {
            if (Now.Text == "\\end matrix")
            {
                break;
            }

            var cells = new List<AnswerValue> { Union() };
            while (Take("&"))
            {
                cells.Add(Union());
            }

            rows.Add(cells.Count == 1 ? cells[0] : new SequenceValue(SequenceValue.Matrix, cells, ""));
        }
        while (Take("\\\\"));

        _depth--;
        return Take("\\end matrix") ? new SequenceValue(SequenceValue.Matrix, rows, "") : throw Unknown();
    }

    private AnswerValue Scalar()
    {
        if (Based() is { } based)
        {
            return based;
        }

        (_sawMoney, _sawDegrees) = (false, false);
        var value = Sum();
        if (Now.Text == "\\begin matrix")
        {
            return Scaled(value, Matrix());
        }

        var marked = new ScalarValue(value) { IsDegrees = _sawDegrees, Unit = _sawMoney ? UnitNames.Dollars : null };
        while (true)
        {
            if (Take("%"))
            {
                marked = marked with { IsPercent = true };
            }
            else if (Now.Kind == LatexTokenKind.Word)
            {
                marked = Labelled(marked);
            }
            else
            {
                return marked;
            }
        }
    }

    // Minus [a, b) is (-b, -a]; minus a vector turns each part.
    private SequenceValue Negated()
    {
        _at++;
        var value = Now.Text == "\\begin matrix" ? Matrix() : List() as SequenceValue ?? throw Unknown();
        var negated = Scaled(-Expression.One, value);
        return value.Open == "[" || value.Close == "]"
            ? new SequenceValue(value.Close == "]" ? "[" : "(", [.. negated.Items.Reverse()], value.Open == "[" ? "]" : ")")
            : negated;
    }

    private static SequenceValue Scaled(Expression factor, SequenceValue matrix) => matrix with
    {
        Items = [.. matrix.Items.Select(item => item switch
        {
            ScalarValue cell => new ScalarValue(factor * cell.Value),
            SequenceValue row => (AnswerValue)Scaled(factor, row),
            _ => throw new UngradableException("a multiple of such a matrix"),
        })],
    };

    // "square cm", "cm^2", "miles per hour": a unit that is known as a whole, else none.
    private ScalarValue Labelled(ScalarValue value)
    {
        var words = new List<string>();
        var power = 1;
        while (Now.Kind == LatexTokenKind.Word || (words.Count > 0 && Now.Text is "/" or "^" or "(" or ")" && IsUnitMark()))
        {
            if (Take("^"))
            {
                power = Argument().Constant is { IsInteger: true } p && p.Numerator < 10 && p.Sign > 0 ? (int)p.Numerator : 1;
                continue;
            }

            words.Add(Next().Text.ToLowerInvariant());
        }

        power = words.Remove("square") || words.Remove("sq") ? 2 : words.Remove("cubic") ? 3 : power;
        var unit = words is [var only] && UnitNames.Of(only) is { } known ? known with { Power = power } : value.Unit;
        return value with { Unit = unit, Label = string.Join(' ', words) };
    }

    private bool IsUnitMark() => Now.Text == "^" || (Now.Text == "/" && _tokens[_at + 1].Kind == LatexTokenKind.Word);

    // 204_5, 152A_{11}, 0.0011_2, -221_3
    private ScalarValue? Based()
    {
        var at = _at;
        var minus = _tokens[at].Text == "-";
        at += minus || _tokens[at].Text == "+" ? 1 : 0;
        if (_tokens[at].Kind != LatexTokenKind.Number && (_tokens[at].Text is not [>= 'A' and <= 'Z'] || _tokens[at + 1].Kind != LatexTokenKind.Number))
        {
            return null;
        }

        var digits = "";
        while (_tokens[at].Kind == LatexTokenKind.Number || (_tokens[at].Kind == LatexTokenKind.Letter && _tokens[at].Text is [>= 'A' and <= 'Z']))
        {
            digits += _tokens[at++].Text;
        }

        if (_tokens[at].Text != "_" || _digit != 0)
        {
            return null;
        }

        _at = at + 1;
        if (Argument().Constant is not { IsInteger: true } number || number.Numerator < 2 || number.Numerator > 36 || !AtItemEnd)
        {
            throw new UngradableException($"{digits} with such a base");
        }

        var value = BasedDigits.ValueOf(digits, (int)number.Numerator);
        return new ScalarValue(Expression.Of(minus ? -value : value))
        {
            IsBased = true,
            AsDecimal = digits.AsSpan().ContainsAnyInRange('A', 'Z') ? null : minus ? -Rational.Parse(digits) : Rational.Parse(digits),
        };
    }
}
