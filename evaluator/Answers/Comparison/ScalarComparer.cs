using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares numbers and expressions with what stands behind them.</summary>
internal static class ScalarComparer
{
    private static readonly Expression Hundredth = Expression.Of(new Rational(1, 100));

    private static readonly Expression Degree = Expression.Of(Polynomial.Of(Generator.Pi).Times(new Rational(1, 180)));

    public static Sameness Compare(ScalarValue gold, ScalarValue answer)
    {
        if (gold.IsBased != answer.IsBased)
        {
            // The base may be left out, its digits may not be worked out: the question asked for them.
            var (based, plain) = gold.IsBased ? (gold, answer) : (answer, gold);
            return SamenessExtensions.Of(plain.Value.Constant is { } number && number == based.AsDecimal);
        }

        if (gold.Unit is { } a && answer.Unit is { } b && (a.Dimension != b.Dimension || a.Power == b.Power))
        {
            return a.Dimension != b.Dimension ? Sameness.Different : Times(gold.Value, a.Size).SameAs(Times(answer.Value, b.Size));
        }

        var same = gold.Value.SameAs(answer.Value);
        return same == Sameness.Same || (gold.IsPercent == answer.IsPercent && gold.IsDegrees == answer.IsDegrees) ? same : OtherSign(gold, answer);
    }

    // 50% is 50, and it is 0.5; a right angle is 90 and it is pi/2.
    private static Sameness OtherSign(ScalarValue gold, ScalarValue answer)
    {
        if (gold.IsPercent != answer.IsPercent)
        {
            return Signed(gold, gold.IsPercent, Hundredth).SameAs(Signed(answer, answer.IsPercent, Hundredth));
        }

        return gold.IsDegrees == answer.IsDegrees ? Sameness.Different
            : Signed(gold, gold.IsDegrees, Degree).SameAs(Signed(answer, answer.IsDegrees, Degree));
    }

    private static Expression Signed(ScalarValue value, bool has, Expression sign) => has ? value.Value * sign : value.Value;

    private static Expression Times(Expression value, Rational factor) => factor.IsOne ? value : value * Expression.Of(factor);
}
