using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>
/// Whether a polynomial in roots and i is zero, exactly. With whole coefficients it is an algebraic integer; were it not zero, the product
/// of its conjugates would be a whole number of at least 1, and each conjugate is at most u, the sum of the sizes of its terms. So a
/// value nearer to zero than u^(1-D), D the product of the degrees, is zero. The value is held between rounded bounds.
/// </summary>
internal static class AlgebraicZero
{
    private const int MostBits = 6000;

    public static Sameness Test(Polynomial value)
    {
        if (value.Terms.Count <= 1)
        {
            return SamenessExtensions.Of(value.IsZero); // a product of roots of numbers other than zero
        }

        if (IsSurelyOther(value))
        {
            return Sameness.Different;
        }

        var parts = value.GroupedBy(static g => g.Equals(Generator.I)).Values;
        return parts.Aggregate(Sameness.Same, static (all, part) => all.And(() => TestReal(part)));
    }

    /// <summary>The sign of a real number, or nothing where it is too near to zero or not known to be real.</summary>
    public static int? SignOf(Polynomial value)
    {
        if (value.Constant is { } constant)
        {
            return constant.Sign;
        }

        if (value.Generators.Any(static g => !g.IsAlgebraic || g.Equals(Generator.I)))
        {
            return null;
        }

        var range = Range(value, 256);
        return range.Low.Sign > 0 ? 1 : range.High.Sign < 0 ? -1 : TestReal(value) == Sameness.Same ? 0 : null;
    }

    // Far from cancelling, as doubles see it.
    private static bool IsSurelyOther(Polynomial value)
    {
        var size = value.Terms.Sum(static t => Polynomial.Term(t.Key, t.Value).ValueAt(0).Magnitude);
        return double.IsFinite(size) && value.ValueAt(0).Magnitude > 1e-6 * size;
    }

    private static Sameness TestReal(Polynomial value)
    {
        if (value.Terms.Count <= 1)
        {
            return SamenessExtensions.Of(value.IsZero);
        }

        var whole = value.Times(new Rational(value.Terms.Values.Aggregate(BigInteger.One, static (all, c) => Lcm(all, c.Denominator))));
        var roots = new HashSet<Generator>();
        Collect(whole, roots);
        var degree = roots.Aggregate(1L, static (all, g) => Math.Min(all * g.Relation!.Degree, MostBits));
        var size = LogOfSize(whole);
        var needed = (int)Math.Min(Math.Ceiling((degree - 1) * size), MostBits);
        var range = Range(whole, Math.Min(needed + (int)size + 64, MostBits));
        if (range.Low.Sign > 0 || range.High.Sign < 0)
        {
            return Sameness.Different;
        }

        var bound = BigInteger.One << Math.Max(0, range.Bits - needed - 1);
        return needed < MostBits && range.High < bound && -range.Low < bound ? Sameness.Same : Sameness.Unknown;
    }

    private static void Collect(Polynomial value, HashSet<Generator> roots)
    {
        foreach (var generator in value.Generators.Where(g => g.Relation is not null && roots.Add(g)))
        {
            Collect(generator.Relation!.Value, roots);
        }
    }

    // The binary logarithm of what no conjugate exceeds.
    private static double LogOfSize(Polynomial value) => value.Terms.Select(static t =>
        t.Value.Numerator.GetBitLength() + t.Key.Factors.Sum(static f => f.Power * LogOfSize(f.Generator.Relation!.Value) / f.Generator.Relation.Degree))
        .DefaultIfEmpty(0).Max() + Math.Log2(Math.Max(1, value.Terms.Count));

    private static Interval Range(Polynomial value, int bits) => value.Terms.Aggregate(new Interval(0, 0, bits), (sum, t) => sum + t.Key.Factors.Aggregate(
        Interval.Of(t.Value, bits),
        (product, f) => Enumerable.Repeat(Range(f.Generator.Relation!.Value, bits).Root(f.Generator.Relation.Degree), f.Power).Aggregate(product, static (a, b) => a * b)));

    private static BigInteger Lcm(BigInteger a, BigInteger b) => a / BigInteger.GreatestCommonDivisor(a, b) * b;
}
