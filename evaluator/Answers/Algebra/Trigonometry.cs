using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Cosine and sine of one angle.</summary>
internal sealed record CosineAndSine(Expression Cosine, Expression Sine)
{
    public static readonly CosineAndSine OfZero = new(Expression.One, Expression.Zero);

    public CosineAndSine Negated => new(Cosine, -Sine);

    public CosineAndSine Plus(CosineAndSine other) =>
        new((Cosine * other.Cosine) - (Sine * other.Sine), (Sine * other.Cosine) + (Cosine * other.Sine));

    public CosineAndSine Times(int count) => Enumerable.Repeat(this, count).Aggregate(OfZero, static (sum, one) => sum.Plus(one));
}

/// <summary>Trigonometric functions in sines and cosines of basic angles: sums and multiples are expanded, values of common angles are exact.</summary>
internal static class Trigonometry
{
    private const int MostTerms = 4;
    private const int LargestMultiple = 12;

    public static Expression Of(string function, Expression angle)
    {
        var both = Both(angle);
        return function switch
        {
            "cos" => both.Cosine,
            "sin" => both.Sine,
            "tan" => both.Sine / both.Cosine,
            "cot" => both.Cosine / both.Sine,
            "sec" => Expression.One / both.Cosine,
            _ => Expression.One / both.Sine,
        };
    }

    public static CosineAndSine Both(Expression angle)
    {
        if (angle.Bottom.Constant is null || angle.Top.Terms.Count > MostTerms)
        {
            return Basic(angle);
        }

        return angle.Top.Times(Rational.One / angle.Bottom.Constant.Value).Terms.OrderBy(static t => t.Key)
            .Aggregate(CosineAndSine.OfZero, static (sum, t) => sum.Plus(OfTerm(t.Key, t.Value)));
    }

    private static CosineAndSine OfTerm(Monomial product, Rational factor)
    {
        if (factor.Sign < 0)
        {
            return OfTerm(product, -factor).Negated;
        }

        if (product.Equals(Monomial.Of(Generator.Pi)))
        {
            return OfPi(factor);
        }

        return factor.Numerator > LargestMultiple
            ? Basic(Expression.Of(Polynomial.Term(product, factor)))
            : Basic(Expression.Of(Polynomial.Term(product, new Rational(1, factor.Denominator)))).Times((int)factor.Numerator);
    }

    // The angle in half turns, brought to an eighth of a turn.
    private static CosineAndSine OfPi(Rational half)
    {
        var turns = half.Numerator / (2 * half.Denominator);
        var rest = half + new Rational(-2 * turns);
        if (rest.CompareTo(Rational.One) >= 0)
        {
            var opposite = OfPi(rest + (-Rational.One));
            return new(-opposite.Cosine, -opposite.Sine);
        }

        if (rest.CompareTo(new Rational(1, 2)) > 0)
        {
            var mirrored = OfPi(Rational.One + (-rest));
            return new(-mirrored.Cosine, mirrored.Sine);
        }

        if (rest.CompareTo(new Rational(1, 4)) > 0)
        {
            var turned = OfPi(new Rational(1, 2) + (-rest));
            return new(turned.Sine, turned.Cosine);
        }

        return Known(rest) ?? Basic(Expression.Of(Polynomial.Of(Generator.Pi).Times(rest)));
    }

    private static CosineAndSine? Known(Rational half) => $"{half}" switch
    {
        "0" => CosineAndSine.OfZero,
        "1/4" => new(Root(1, 2), Root(1, 2)),
        "1/6" => new(Root(3, 4), Root(1, 4)),
        "1/8" => new(Nested(2, 1, 2, 4), Nested(2, -1, 2, 4)),
        "1/12" => Known(new Rational(1, 4))!.Plus(Known(new Rational(1, 6))!.Negated),
        "1/5" => new(Sum(1, 1, 5, 4), Nested(10, -2, 5, 16)),
        "1/10" => new(Nested(10, 2, 5, 16), Sum(-1, 1, 5, 4)),
        _ => null,
    };

    private static Expression Root(int top, int bottom) => Roots.Of(Expression.Of(new Rational(top, bottom)), 2);

    // (a + b√c)/d, and the root of that.
    private static Expression Sum(int a, int b, int c, int d) =>
        (Expression.Of(new Rational(a)) + (Expression.Of(new Rational(b)) * Root(c, 1))) * Expression.Of(new Rational(1, d));

    private static Expression Nested(int a, int b, int c, int d) => Roots.Of(Sum(a, b, c, d), 2);

    private static CosineAndSine Basic(Expression angle)
    {
        var cosine = Generator.Function($"cos({angle})", point => Complex.Cos(angle.ValueAt(point)));
        var square = Polynomial.Of(Rational.One).Minus(Polynomial.Of(cosine).Power(2));
        var sine = Generator.Function($"sin({angle})", point => Complex.Sin(angle.ValueAt(point)), new Relation(2, square));
        return new(Expression.Of(cosine), Expression.Of(sine));
    }
}
