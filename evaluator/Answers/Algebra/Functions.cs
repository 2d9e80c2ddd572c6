using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Functions other than roots and trigonometric ones: exact where the result is, else a generator that names itself.</summary>
internal static class Functions
{
    private const int LargestFactorial = 5000;

    public static Expression Absolute(Expression value)
    {
        if (value.Constant is { } number)
        {
            return Expression.Of(new Rational(BigInteger.Abs(number.Numerator), number.Denominator));
        }

        if (value.Generators.All(static g => g.IsAlgebraic) && !value.Generators.Contains(Generator.I))
        {
            return (AlgebraicZero.SignOf(value.Top) * AlgebraicZero.SignOf(value.Bottom)) switch
            {
                0 => Expression.Zero,
                > 0 => value,
                < 0 => -value,
                null => throw new UngradableException("the size of what may be zero"),
            };
        }

        // |x|^2 is x^2 for real x; a sum and its negative have one size.
        var negated = value.Top.Negated();
        var top = string.CompareOrdinal(negated.ToString(), value.Top.ToString()) < 0 ? negated : value.Top;
        var shown = Expression.Of(top) / Expression.Of(value.Bottom);
        var relation = shown.Bottom.Constant is { IsOne: true } ? new Relation(2, shown.Top.Power(2)) : null;
        return Expression.Of(Generator.Function($"|{shown}|", point => shown.ValueAt(point).Magnitude, relation));
    }

    /// <summary>The natural logarithm, in those of primes.</summary>
    public static Expression Log(Expression value)
    {
        if (value.Constant is { Sign: > 0 } number)
        {
            return OfWhole(number.Numerator) - OfWhole(number.Denominator);
        }

        return value.Single is { } single && single.Equals(Generator.E) ? Expression.One : Opaque("ln", value, Complex.Log);
    }

    /// <summary>A power with any exponent.</summary>
    public static Expression Power(Expression value, Expression exponent)
    {
        if (exponent.Constant is { } number)
        {
            return Power(value, number);
        }

        if (exponent.Bottom.Constant is null)
        {
            return OfPower(value, exponent);
        }

        // a^(n+2) is a^n times a^2; a^(3n) is the cube of a^n.
        var terms = exponent.Top.Times(Rational.One / exponent.Bottom.Constant.Value).Terms;
        return terms.OrderBy(static t => t.Key).Aggregate(Expression.One, (product, t) => product * (t.Key.IsOne
            ? Power(value, t.Value)
            : OfPower(value, Expression.Of(Polynomial.Term(t.Key, new Rational(1, t.Value.Denominator)))).Power(Whole(t.Value.Numerator))));
    }

    public static Expression Factorial(Expression value)
    {
        if (value.Constant is not { } number)
        {
            return Opaque("factorial", value, static x => x.Real);
        }

        if (!number.IsInteger || number.Sign < 0 || number.Numerator > LargestFactorial)
        {
            throw new UngradableException($"the factorial of {number}");
        }

        return Expression.Of(new Rational(Product(1, (int)number.Numerator)));
    }

    public static Expression Binomial(Expression n, Expression k)
    {
        if (n.Constant is not { IsInteger: true } above || k.Constant is not { IsInteger: true } below)
        {
            return Expression.Of(Generator.Function($"binomial({n}, {k})", point => SamplePoint.Of($"{n} {k}", point)));
        }

        if (below.Sign < 0 || above.Numerator < below.Numerator || above.Numerator > LargestFactorial)
        {
            throw new UngradableException($"{above} over {below}");
        }

        var least = (int)BigInteger.Min(below.Numerator, above.Numerator - below.Numerator);
        return Expression.Of(new Rational(Product((int)above.Numerator - least + 1, (int)above.Numerator), Product(1, least)));
    }

    public static Expression Opaque(string name, Expression argument, Func<Complex, Complex> value) =>
        Expression.Of(Generator.Function($"{name}({argument})", point => value(argument.ValueAt(point))));

    private static Expression Power(Expression value, Rational exponent)
    {
        if (exponent.IsInteger && exponent.Numerator.GetBitLength() < 31 && (value.Constant is null || IsShort(value.Constant.Value, exponent)))
        {
            return value.Power((int)exponent.Numerator);
        }

        return exponent.IsInteger ? OfPower(value, Expression.Of(exponent)) : Roots.Of(value, Whole(exponent.Denominator)).Power(Whole(exponent.Numerator));
    }

    private static bool IsShort(Rational value, Rational exponent) => BigInteger.Abs(value.Numerator * value.Denominator).IsOne || value.IsZero
        || BigInteger.Max(BigInteger.Abs(value.Numerator), value.Denominator).GetBitLength() * BigInteger.Abs(exponent.Numerator) < Rational.MostBits;

    private static Expression OfPower(Expression value, Expression exponent) => Expression.Of(Generator.Function($"power({value}, {exponent})", point =>
        (value.ValueAt(point), exponent.ValueAt(point)) is ({ Imaginary: 0, Real: > 0 } a, { Imaginary: 0 } b) ? Math.Pow(a.Real, b.Real)
            : Complex.Pow(value.ValueAt(point), exponent.ValueAt(point))));

    private static Expression OfWhole(BigInteger value)
    {
        var sum = Expression.Zero;
        for (var p = 2; p < 2000 && (BigInteger)p * p <= value; p++)
        {
            Effort.Spend(1);
            while ((value % p).IsZero)
            {
                sum += LogOf(p);
                value /= p;
            }
        }

        return value.IsOne ? sum : sum + LogOf(value);
    }

    private static Expression LogOf(BigInteger value) => Expression.Of(Generator.Function($"ln({value})", _ => BigInteger.Log(value)));

    private static BigInteger Product(int from, int to)
    {
        Effort.Spend(1 + (to - from));
        return to < from ? BigInteger.One : to == from ? from : Product(from, (from + to) / 2) * Product(((from + to) / 2) + 1, to);
    }

    private static int Whole(BigInteger value) =>
        value.GetBitLength() < 31 ? (int)value : throw new UngradableException("an exponent of more than 31 bits");
}
