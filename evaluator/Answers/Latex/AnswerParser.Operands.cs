using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>What stands between signs of relation: unions, ratios, sets, words and scalars.</content>
internal sealed partial class AnswerParser
{
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
}
