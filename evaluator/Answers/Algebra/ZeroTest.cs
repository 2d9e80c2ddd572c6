namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>
/// Whether a polynomial in generators has the value zero. Zero is said only with a proof: no terms are left, or each coefficient of the
/// free part is an algebraic number that is proven zero. Other than zero is proven, or seen at a sample point.
/// </summary>
internal static class ZeroTest
{
    private const double Near = 1e-7;

    public static Sameness IsZero(Polynomial value)
    {
        if (value.IsZero || value.Constant is not null)
        {
            return SamenessExtensions.Of(value.IsZero);
        }

        var all = Sameness.Same;
        foreach (var coefficient in value.GroupedBy(static g => !g.IsAlgebraic).Values)
        {
            var one = AlgebraicZero.Test(coefficient);
            all = one == Sameness.Same ? all : one == Sameness.Different || all == Sameness.Different ? Sameness.Different : one;
        }

        return all == Sameness.Different && !IsIndependent(value) ? Seen(value) : all;
    }

    // Variables, and one transcendental number, obey no equation; of two such numbers, functions and roots of variables that is not known.
    private static bool IsIndependent(Polynomial value)
    {
        var others = value.Generators.Where(static g => !g.IsAlgebraic).ToList();
        return others.TrueForAll(static g => g.IsFree || g.IsTranscendental) && others.Count(static g => g.IsTranscendental) < 2;
    }

    private static Sameness Seen(Polynomial value)
    {
        for (var point = 0; point < SamplePoint.Count; point++)
        {
            var size = value.Terms.Max(t => Polynomial.Term(t.Key, t.Value).ValueAt(point).Magnitude);
            var sum = value.ValueAt(point).Magnitude;
            if (double.IsPositiveInfinity(size) ? IsOneInfinite(value, point) : sum > Near * size)
            {
                return Sameness.Different;
            }
        }

        return Sameness.Unknown;
    }

    // One term beyond all doubles against terms of ordinary size.
    private static bool IsOneInfinite(Polynomial value, int point)
    {
        var sizes = value.Terms.Select(t => Polynomial.Term(t.Key, t.Value).ValueAt(point).Magnitude).ToList();
        return sizes.Count(double.IsPositiveInfinity) == 1 && !sizes.Exists(static s => double.IsNaN(s) || (double.IsFinite(s) && s > 1e200));
    }
}
