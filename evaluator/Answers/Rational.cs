using System.Globalization;
using System.Numerics;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly record struct Rational
{
    private const int MostDigits = 5000;

    public static readonly Rational Zero = new(0);
    public static readonly Rational One = new(1);

    public Rational(BigInteger numerator)
        : this(numerator, BigInteger.One)
    {
    }

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>The value of digits with at most one decimal point.</summary>
    /// <exception cref="UngradableException">No number, or one of more than 5,000 digits.</exception>
    public static Rational Parse(string text)
    {
        var point = text.IndexOf('.');
        if (text.Length > MostDigits || text.LastIndexOf('.') != point || text == ".")
        {
            throw new UngradableException($"the number {text[..Math.Min(20, text.Length)]}");
        }

        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return new Rational(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
    }

    /// <summary>A whole power of a whole number other than zero.</summary>
    public static Rational Power(BigInteger value, int exponent)
    {
        var power = BigInteger.Pow(value, Math.Abs(exponent));
        return exponent >= 0 ? new Rational(power) : new Rational(BigInteger.One, power);
    }

    public override string ToString() => IsInteger ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
