using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>What only names the answer: the x of x = 5, the f(x) of f(x) = 2x, AB, a ratio of such.</summary>
internal static class Names
{
    public static bool IsName(AnswerValue side, AnswerValue other) => side switch
    {
        WordsValue => true,
        SequenceValue { Open: "(" } point => point.Items.All(item => IsName(item, other)),
        ColonValue ratio => ratio.Items.All(item => IsName(item, other)),
        ScalarValue scalar => IsName(scalar.Value) && !Shares(scalar.Value, other),
        _ => false,
    };

    public static bool IsNumber(ScalarValue value) => value.Value.Generators.All(static g => !g.IsFree);

    private static bool IsName(Expression value) =>
        value.Top.Constant is null && IsProduct(value.Top) && (value.Bottom.Constant is { IsOne: true } || IsProduct(value.Bottom));

    // One variable, or several in capitals as points are.
    private static bool IsProduct(Polynomial value)
    {
        if (value.Terms.Count != 1 || value.Terms.First() is not { Value.IsOne: true, Key: var product })
        {
            return false;
        }

        return product.Factors.All(static f => f.Power == 1 && f.Generator.IsFree && !f.Generator.Equals(Generator.Infinity))
            && (product.Factors.Count == 1 || product.Factors.All(static f => f.Generator.Key is [>= 'A' and <= 'Z', ..]));
    }

    private static bool Shares(Expression name, AnswerValue other) =>
        other is ScalarValue scalar && name.Generators.Any(g => scalar.Value.Generators.Contains(g));
}
