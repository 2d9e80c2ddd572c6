using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Roots of expressions in normal form: prime factors and powers of variables stand alone, the rest under one sign. Variables are taken as positive.</summary>
internal static class Roots
{
    private const int HighestDegree = 100;
    private const int LargestTrial = 20_000;

    /// <exception cref="UngradableException">No root that this form has.</exception>
    public static Expression Of(Expression value, int degree)
    {
        if (degree is < 1 or > HighestDegree)
        {
            throw new UngradableException($"a root of degree {degree}; at most {HighestDegree}");
        }

        // (p/q)^(1/d) is (p q^(d-1))^(1/d) / q for a positive q.
        var flip = AlgebraicZero.SignOf(value.Bottom) < 0;
        var (top, bottom) = flip ? (value.Top.Negated(), value.Bottom.Negated()) : (value.Top, value.Bottom);
        return Of(top.Times(bottom.Power(degree - 1)), degree) / Expression.Of(bottom);
    }

    private static Expression Of(Polynomial value, int degree)
    {
        switch (AlgebraicZero.SignOf(value))
        {
            case 0:
                return Expression.Zero;
            case < 0:
                var positive = Of(value.Negated(), degree);
                return degree % 2 == 1 ? -positive
                    : degree == 2 ? Expression.Of(Generator.I) * positive
                    : throw new UngradableException("an even root of a negative number");
            case null when value.Generators.Contains(Generator.I) || value.Generators.Contains(Generator.Infinity):
                throw new UngradableException("a root of a complex number");
            case null when value.Generators.All(static g => g.IsAlgebraic):
                throw new UngradableException("a root of what may be zero");
            default:
                return Split(value, degree);
        }
    }

    private static Expression Split(Polynomial value, int degree)
    {
        Effort.Spend(800);

        // Whole coefficients first: (P/m)^(1/d) is (P m^(d-1))^(1/d) / m.
        var below = value.Terms.Values.Aggregate(BigInteger.One, static (all, c) => all / BigInteger.GreatestCommonDivisor(all, c.Denominator) * c.Denominator);
        var whole = value.Times(new Rational(below).Power(degree));
        var content = whole.Terms.Values.Aggregate(BigInteger.Zero, static (all, c) => BigInteger.GreatestCommonDivisor(all, c.Numerator));
        var common = whole.Terms.Keys.Aggregate(static (all, m) => all.CommonWith(m)).Where(static f => f.Generator.IsFree);
        var result = OfWhole(content, degree) * Expression.Of(new Rational(1, below));
        result = common.Factors.Aggregate(result, (product, f) => product * OfVariable(f, degree));
        var rest = whole.Times(new Rational(1, content));
        rest = common.IsOne ? rest : rest.Terms.Aggregate(
            Polynomial.Zero, (sum, t) => sum.Plus(Polynomial.Term(t.Key.Times(common.Raised(-1)), t.Value)));
        return rest.Constant is { IsOne: true } ? result : result * Expression.Of(Generator.Root(degree, rest));
    }

    // x^7 under a square root is x^3 times the root of x; x^2 is |x|.
    private static Expression OfVariable(Factor factor, int degree)
    {
        var (outside, inside) = (factor.Power / degree, factor.Power % degree);
        var variable = Expression.Of(factor.Generator);
        if (inside > 0)
        {
            var shared = (int)BigInteger.GreatestCommonDivisor(inside, degree);
            return variable.Power(outside) * Expression.Of(Generator.Root(degree / shared, Polynomial.Of(factor.Generator))).Power(inside / shared);
        }

        return degree % 2 == 0 && outside % 2 == 1 ? variable.Power(outside - 1) * Functions.Absolute(variable) : variable.Power(outside);
    }

    // The root of a positive whole number: one root of each prime factor, the rest under one sign.
    private static Expression OfWhole(BigInteger value, int degree)
    {
        var result = Expression.One;
        for (var p = 2; p <= LargestTrial && !value.IsOne; p++)
        {
            if ((BigInteger)p * p > value)
            {
                return result * OfPrime(value, 1, degree);
            }

            var power = 0;
            Effort.Spend(2 + (value.GetBitLength() / 40));
            while ((value % p).IsZero)
            {
                value /= p;
                power++;
            }

            result = power == 0 ? result : result * OfPrime(p, power, degree);
        }

        return value.IsOne ? result : WholeRoot.Exact(value, degree) is { } exact ? result * Expression.Of(new Rational(exact)) : result * OfPrime(value, 1, degree);
    }

    private static Expression OfPrime(BigInteger prime, int power, int degree)
    {
        var (outside, inside) = (power / degree, power % degree);
        var shared = Math.Max(1, (int)BigInteger.GreatestCommonDivisor(inside, degree));
        var root = inside == 0 ? Polynomial.Of(Rational.One) : Polynomial.Of(Generator.Root(degree / shared, Polynomial.Of(new Rational(prime)))).Power(inside / shared);
        return Expression.Of(root.Times(new Rational(prime).Power(outside)));
    }
}
