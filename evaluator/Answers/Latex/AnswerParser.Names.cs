using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Variables, their marks and subscripts, and functions without a definition.</content>
internal sealed partial class AnswerParser
{
    private Expression Variable()
    {
        var name = Next().Text;
        while (Take("'"))
        {
            name += "'";
        }

        if (Take("_"))
        {
            name += $"_{Subscript()}";
        }

        return name switch
        {
            "e" => Expression.Of(Generator.E),
            "i" => Expression.Of(Generator.I),
            [('f' or 'g' or 'h'), ..] when Now.Text == "(" => Application(name),
            _ => Expression.Of(Generator.Variable(name)),
        };
    }

    private string Subscript()
    {
        if (Now.Text != "{")
        {
            return Next().Text;
        }

        var name = "";
        var depth = 0;
        do
        {
            depth += Now.Text == "{" ? 1 : Now.Text == "}" ? -1 : 0;
            var text = Next().Text;
            name += text is "{" or "}" ? "" : text;
        }
        while (depth > 0);
        return name;
    }

    private Expression Application(string name)
    {
        _at++;
        Deeper();
        var arguments = new List<string> { $"{Sum()}" };
        while (Take(","))
        {
            arguments.Add($"{Sum()}");
        }

        _depth--;
        return Take(")") ? Expression.Of(Generator.Variable($"{name}({string.Join(", ", arguments)})")) : throw Unknown();
    }
}
