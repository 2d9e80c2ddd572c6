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
    private int _bothSigns;
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

    private List<AnswerValue> Items(bool splits = true)
    {
        var items = new List<AnswerValue>();
        do
        {
            while (Take(","))
            {
            }

            if (!AtItemEnd && splits)
            {
                Item(items);
            }
            else if (!AtItemEnd)
            {
                items.Add(Related());
            }
        }
        while (Now.Text == ",");

        return items.Count > 0 ? items : throw Unknown();
    }

    // With plus-or-minus in it, one item is two.
    private void Item(List<AnswerValue> items)
    {
        var start = _at;
        var outer = _bothSigns;
        _bothSigns = 0;
        items.Add(Related());
        if (_bothSigns > 1)
        {
            throw new UngradableException("signs of plus-or-minus that may or may not go together");
        }

        if (_bothSigns == 1)
        {
            (_at, _minus) = (start, true);
            items.Add(Related());
            _minus = false;
        }

        _bothSigns = outer;
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
