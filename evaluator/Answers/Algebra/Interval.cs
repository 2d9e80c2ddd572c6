using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>A real number between two bounds, each a whole number over 2^<see cref="Bits"/>. Every operation rounds outward.</summary>
internal readonly record struct Interval(BigInteger Low, BigInteger High, int Bits)
{
    public static Interval Of(Rational value, int bits)
    {
        Effort.Spend(1 + (bits / 32));
        var scaled = value.Numerator << bits;
        var low = Floor(scaled, value.Denominator);
        return new Interval(low, value.IsInteger ? low : low + 1, bits);
    }

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High, a.Bits);

    public static Interval operator *(Interval a, Interval b)
    {
        Effort.Spend(4 + ((long)a.Bits * a.Bits / 20_000));
        BigInteger[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return new Interval(corners.Min() >> a.Bits, (corners.Max() >> a.Bits) + 1, a.Bits);
    }

    /// <summary>The root of a number that is not negative.</summary>
    public Interval Root(int degree)
    {
        var shift = Bits * (degree - 1);
        return new Interval(WholeRoot.Floor(BigInteger.Max(Low, 0) << shift, degree), WholeRoot.Floor(BigInteger.Max(High, 0) << shift, degree) + 1, Bits);
    }

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
