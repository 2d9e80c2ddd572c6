using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>A quotient of two polynomials. Not in lowest terms: two are compared by cross products.</summary>
internal sealed class Expression
{
    public static readonly Expression Zero = Of(Rational.Zero);
    public static readonly Expression One = Of(Rational.One);

    // Doubles this far apart, seen from numbers of their size, are no matter of rounding.
    private const double Apart = 1e-4;

    private bool _isNumberKnown;
    private double? _number;

    private Expression(Polynomial top, Polynomial bottom)
    {
        Top = top;
        Bottom = bottom;
    }

    public Polynomial Top { get; }

    public Polynomial Bottom { get; }

    /// <summary>The value, where it is a plain number.</summary>
    public Rational? Constant => Bottom.Constant is { } bottom && Top.Constant is { } top ? top / bottom : null;

    /// <summary>The only generator of an expression that is nothing else.</summary>
    public Generator? Single => Bottom.Constant is { IsOne: true } && Top.Terms.Count == 1 && Top.Terms.First() is { Key.Factors: [{ Power: 1 } only], Value.IsOne: true }
        ? only.Generator : null;

    public IEnumerable<Generator> Generators => Top.Generators.Concat(Bottom.Generators).Distinct();

    public static Expression Of(Rational value) => new(Polynomial.Of(value), Polynomial.Of(Rational.One));

    public static Expression Of(Generator generator) => Of(Polynomial.Of(generator));

    public static Expression Of(Polynomial value) => new(value, Polynomial.Of(Rational.One));

    public static Expression operator +(Expression a, Expression b) => a.Bottom.SameForm(b.Bottom)
        ? Reduced(a.Top.Plus(b.Top), a.Bottom)
        : Reduced(a.Top.Times(b.Bottom).Plus(b.Top.Times(a.Bottom)), a.Bottom.Times(b.Bottom));

    public static Expression operator -(Expression a) => new(a.Top.Negated(), a.Bottom);

    public static Expression operator -(Expression a, Expression b) => a + (-b);

    public static Expression operator *(Expression a, Expression b) => Reduced(a.Top.Times(b.Top), a.Bottom.Times(b.Bottom));

    /// <exception cref="UngradableException">The divisor is zero, or may be.</exception>
    public static Expression operator /(Expression a, Expression b) => ZeroTest.IsZero(b.Top) == Sameness.Different
        ? Reduced(a.Top.Times(b.Bottom), a.Bottom.Times(b.Top))
        : throw new UngradableException("division by zero");

    /// <summary>A whole power.</summary>
    public Expression Power(int exponent) => exponent >= 0 ? Reduced(Top.Power(exponent), Bottom.Power(exponent)) : One / Power(-exponent);

    public Complex ValueAt(int point) => Quotient(Top.ValueAt(point), Bottom.ValueAt(point));

    /// <summary>Its real value where it is a number, as near as doubles come.</summary>
    public double? Number()
    {
        _number = _isNumberKnown ? _number : NumberNow();
        _isNumberKnown = true;
        return _number;
    }

    private double? NumberNow()
    {
        if (Generators.Any(static g => g.IsFree))
        {
            return null;
        }

        var value = ValueAt(0);
        return Math.Abs(value.Imaginary) <= 1e-9 * (1 + Math.Abs(value.Real)) && !double.IsNaN(value.Real) ? value.Real : null;
    }

    public Sameness SameAs(Expression other)
    {
        if (Constant is { } a && other.Constant is { } b)
        {
            return SamenessExtensions.Of(a == b);
        }

        if (Number() is { } here && other.Number() is { } there && Math.Abs(here - there) > Apart * (1 + Math.Abs(here) + Math.Abs(there)))
        {
            return Sameness.Different;
        }

        if (Top.SameForm(other.Top) && Bottom.SameForm(other.Bottom))
        {
            return Sameness.Same;
        }

        return ZeroTest.IsZero(Top.Times(other.Bottom).Minus(other.Top.Times(Bottom)));
    }

    public override string ToString() => Bottom.Constant is { IsOne: true } ? Top.ToString()
        : $"{(Top.Terms.Count > 1 ? $"({Top})" : Top)}/({Bottom})";

    private static Complex Quotient(Complex a, Complex b) => a.Imaginary == 0 && b.Imaginary == 0 ? a.Real / b.Real : a / b;

    // A number below goes above; common powers of generators go; a single root below is made whole.
    private static Expression Reduced(Polynomial top, Polynomial bottom)
    {
        if (bottom.Terms.Count != 1)
        {
            return new(top, bottom);
        }

        var (product, coefficient) = bottom.Terms.First();
        top = top.Times(Rational.One / coefficient);
        foreach (var factor in product.Factors)
        {
            var (generator, power) = (factor.Generator, factor.Power);
            if (generator.Relation is { } relation && relation.Value.Constant is { } whole)
            {
                // 1/g^p is g^(d-p)/g^d, and g^d is a number.
                top = top.Times(Polynomial.Term(Monomial.Of(generator, relation.Degree - power), Rational.One / whole));
                product = product.Where(f => !f.Generator.Equals(generator));
                continue;
            }

            var common = top.Terms.Keys.Select(m => m.PowerOf(generator)).Append(power).Min();
            top = common == 0 ? top : Lowered(top, generator, common);
            product = product.Times(Monomial.Of(generator, -common));
        }

        return new(top, Polynomial.Term(product, Rational.One));
    }

    private static Polynomial Lowered(Polynomial value, Generator generator, int power) =>
        value.Terms.Aggregate(Polynomial.Zero, (sum, t) => sum.Plus(Polynomial.Term(t.Key.Times(Monomial.Of(generator, -power)), t.Value)));
}
