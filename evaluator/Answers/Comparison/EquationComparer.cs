using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares equations: the same up to sides and a constant factor.</summary>
internal static class EquationComparer
{
    public static Sameness Compare(RelationValue gold, RelationValue answer)
    {
        if (gold is { Left: ScalarValue a, Right: ScalarValue b } && answer is { Left: ScalarValue c, Right: ScalarValue d })
        {
            if (Names.IsName(a, b) && Names.IsName(c, d) && a.Value.SameAs(c.Value) == Sameness.Same)
            {
                return ScalarComparer.Compare(b, d); // with the units of the values
            }

            if (Names.IsNumber(a) && Names.IsNumber(b) && Names.IsNumber(c) && Names.IsNumber(d))
            {
                return ScalarComparer.Compare(a, c).And(() => ScalarComparer.Compare(b, d)); // neither holds: only the same statement is the same
            }

            return Proportion.Compare((a.Value - b.Value).Top, (c.Value - d.Value).Top, needsPositive: false);
        }

        return ValueComparer.Compare(gold.Left, answer.Left).And(() => ValueComparer.Compare(gold.Right, answer.Right));
    }
}
