using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>Recursive descent over an answer's tokens, straight to normal form. What it does not know is ungradable, never guessed.</summary>
internal sealed partial class AnswerParser
{
    private const int MostDepth = 60;

    private readonly List<LatexToken> _tokens;
    private readonly Brackets _brackets;
    private int _at;
    private int _depth;
    private int _digit;
    private bool _minus; // which sign a plus-or-minus has now
    private bool _sawBoth;
    private bool _sawMoney;
    private bool _sawDegrees;

    private AnswerParser(List<LatexToken> tokens)
    {
        _tokens = tokens;
        _brackets = new Brackets(tokens);
    }

    // Of digits that stand for several arguments, those that are left.
    private LatexToken Now => _digit == 0 ? _tokens[_at] : _tokens[_at] with { Text = _tokens[_at].Text[_digit..] };

    private bool AtEnd => Now.Kind == LatexTokenKind.End;

    private bool AtItemEnd => AtEnd || (Now.Kind is not (LatexTokenKind.Number or LatexTokenKind.Letter) && Now.Text is "," or ")" or "]" or "}" or "\\}" or "\\cup" or "&" or "\\\\" or "\\end matrix");

    /// <exception cref="UngradableException">Beyond this parser.</exception>
    public static AnswerValue Parse(List<LatexToken> tokens)
    {
        var parser = new AnswerParser(tokens);
        var items = parser.Items();
        return !parser.AtEnd ? throw parser.Unknown() : items.Count == 1 ? items[0] : new SequenceValue("", items, "");
    }

    private List<AnswerValue> Items()
    {
        var items = new List<AnswerValue>();
        do
        {
            while (Take(","))
            {
            }

            if (!AtItemEnd)
            {
                Item(items);
            }
        }
        while (Now.Text == ",");

        return items.Count > 0 ? items : throw Unknown();
    }

    // With plus-or-minus in it, one item is two.
    private void Item(List<AnswerValue> items)
    {
        var (start, outer) = (_at, _sawBoth);
        _sawBoth = false;
        items.Add(Related());
        if (_sawBoth)
        {
            (_at, _minus) = (start, true);
            items.Add(Related());
            _minus = false;
        }

        _sawBoth = outer;
    }

    private AnswerValue Related()
    {
        _ = Take("\\approx") || Take("=");
        var items = new List<AnswerValue> { NamedFunction() ?? Union() };
        var signs = new List<string>();
        while (Now.Text is "=" or "<" or ">" or "\\le" or "\\ge" or "\\ne" or "\\in" or "\\approx" or "\\equiv")
        {
            var sign = Next().Text;
            var item = Union();
            if (sign is not "\\approx" || items[^1] is ScalarValue { Value.Single.IsFree: true }) // not the rounding of an exact value
            {
                items.Add(item);
                signs.Add(sign is "\\in" or "\\approx" ? "=" : sign);
            }
        }

        return signs.Count == 0 ? items[0]
            : signs.TrueForAll(static s => s == "=") ? new RelationValue([items[0], items[^1]], ["="])
            : new RelationValue(items, signs);
    }

    // p(x) = ... names what follows, whatever letter the function has.
    private WordsValue? NamedFunction()
    {
        if (Now.Kind != LatexTokenKind.Letter || _at + 4 >= _tokens.Count || _tokens[_at + 1].Text != "("
            || _tokens[_at + 2].Kind != LatexTokenKind.Letter || _tokens[_at + 3].Text != ")" || _tokens[_at + 4].Text != "=")
        {
            return null;
        }

        var name = $"{Now.Text}({_tokens[_at + 2].Text})";
        _at += 4;
        return new WordsValue(name);
    }

    private AnswerValue Union()
    {
        var first = Ratio();
        if (Now.Text != "\\cup")
        {
            return first;
        }

        var items = new List<AnswerValue> { first };
        while (Take("\\cup"))
        {
            items.Add(Operand());
        }

        return new UnionValue(items);
    }

    private AnswerValue Ratio()
    {
        var first = Operand();
        if (Now.Text != ":" || first is not ScalarValue scalar)
        {
            return first;
        }

        var isTime = _tokens[_at + 1] is { Kind: LatexTokenKind.Number, Text.Length: 2 };
        var items = new List<ScalarValue> { scalar };
        while (Take(":"))
        {
            items.Add(Operand() as ScalarValue ?? throw Unknown());
        }

        return new ColonValue(items) { IsTime = isTime, HalfOfDay = HalfOfDay() };
    }

    // Units were read with the last number: a half of a day is looked up among them.
    private string? HalfOfDay() => _tokens[_at - 1] is { Kind: LatexTokenKind.Word, Text: "am" or "pm" } half ? half.Text : null;

    private AnswerValue Operand()
    {
        if (Now.Text == "\\begin matrix")
        {
            return Matrix();
        }

        if (_brackets.IsList(_tokens, _at))
        {
            return List();
        }

        if (Now.Text == "-" && (_tokens[_at + 1].Text == "\\begin matrix" || _brackets.IsList(_tokens, _at + 1)))
        {
            return Negated();
        }

        return Now switch
        {
            { Kind: LatexTokenKind.Word } => Words(),
            { Text: "\\varnothing" } => Empty(),
            { Text: "\\mathbb" } => Reals(),
            _ => Scalar(),
        };
    }

    private SequenceValue Empty()
    {
        _at++;
        return new SequenceValue("{", [], "}");
    }

    private SequenceValue Reals()
    {
        _at++;
        var name = Argument();
        var infinity = new ScalarValue(Expression.Of(Generator.Infinity));
        return name.Single?.Key == "R" ? new SequenceValue("(", [new ScalarValue(-infinity.Value), infinity], ")") : throw Unknown();
    }

    private WordsValue Words()
    {
        var words = new List<string>();
        while (Now.Kind is LatexTokenKind.Word or LatexTokenKind.Number or LatexTokenKind.Letter)
        {
            words.Add(Next().Text.ToLowerInvariant());
        }

        return new WordsValue(string.Join(' ', words));
    }

    private void Deeper()
    {
        if (++_depth > MostDepth)
        {
            throw new UngradableException($"nested deeper than {MostDepth}");
        }
    }

    private LatexToken Next()
    {
        var token = AtEnd ? throw Unknown() : Now;
        _digit = 0;
        _at++;
        return token;
    }

    private bool Take(string text)
    {
        var found = Now.Text == text && Now.Kind is (LatexTokenKind.Symbol or LatexTokenKind.Command);
        _at += found ? 1 : 0;
        return found;
    }

    private UngradableException Unknown() => new(AtEnd ? "the answer ends too early" : $"\"{Now.Text}\" is not understood here");
}
