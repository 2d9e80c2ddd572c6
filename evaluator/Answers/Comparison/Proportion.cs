using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Whether two polynomials are multiples of each other by a number.</summary>
internal static class Proportion
{
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    /// <param name="needsPositive">Whether the number must be positive.</param>
    public static Sameness Compare(Polynomial first, Polynomial second, bool needsPositive)
    {
        if (first.IsZero || second.IsZero)
        {
            return SamenessExtensions.Of(first.IsZero && second.IsZero);
        }

        var ours = Leading(first);
        var theirs = Leading(second);
        if (!ours.Key.Equals(theirs.Key))
        {
            return first.SameForm(second) ? Sameness.Same : Sameness.Different;
        }

        var sign = AlgebraicZero.SignOf(ours.Value) * AlgebraicZero.SignOf(theirs.Value);
        if (sign is null or 0 || (needsPositive && sign < 0))
        {
            return sign is null or 0 ? Sameness.Unknown : Sameness.Different;
        }

        return ZeroTest.IsZero(first.Times(theirs.Value).Minus(second.Times(ours.Value)));
    }

    private static KeyValuePair<Monomial, Polynomial> Leading(Polynomial value) =>
        value.GroupedBy(static g => !g.IsAlgebraic).MaxBy(static g => g.Key)!;
}
