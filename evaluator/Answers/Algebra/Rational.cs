using System.Globalization;
using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    /// <summary>Longer numbers are refused; 2006! has a third of it.</summary>
    public const int MostBits = 60_000;

    private const int MostDigits = 5000;

    public static readonly Rational Zero = new(0);
    public static readonly Rational One = new(1);

    public Rational(BigInteger numerator)
        : this(numerator, BigInteger.One)
    {
    }

    /// <exception cref="UngradableException">The denominator is zero, or the number too long.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var bits = numerator.GetBitLength() + denominator.GetBitLength();
        if (denominator.IsZero || bits > MostBits)
        {
            throw new UngradableException(denominator.IsZero ? "division by zero" : $"a number of more than {MostBits} bits");
        }

        Effort.Spend(1 + (bits * bits / 20_000));
        if (denominator.IsOne)
        {
            (Numerator, Denominator) = (numerator, denominator);
            return;
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public bool IsOne => Numerator.IsOne && Denominator.IsOne;

    public int Sign => Numerator.Sign;

    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator + b.Numerator)
        : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

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

        Effort.Spend((long)text.Length * text.Length / 100);
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return new Rational(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
    }

    /// <summary>A whole power.</summary>
    /// <exception cref="UngradableException">Zero to a negative power, or too long a result.</exception>
    public Rational Power(int exponent)
    {
        var size = Math.Abs((long)exponent);
        if (size * Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) > MostBits && !BigInteger.Abs(Numerator * Denominator).IsOne)
        {
            throw new UngradableException($"a power of more than {MostBits} bits");
        }

        var top = BigInteger.Pow(Numerator, (int)Math.Min(size, int.MaxValue));
        var bottom = BigInteger.Pow(Denominator, (int)Math.Min(size, int.MaxValue));
        return exponent >= 0 ? new Rational(top, bottom) : new Rational(bottom, top);
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest double, also where numerator and denominator are beyond its range.</summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return shift == 0 ? (double)Numerator / (double)Denominator : Math.ScaleB(
            (double)(Numerator >> (int)Math.Max(0, Numerator.GetBitLength() - 1000)) / (double)(Denominator >> (int)Math.Max(0, Denominator.GetBitLength() - 1000)),
            (int)(Math.Max(0, Numerator.GetBitLength() - 1000) - Math.Max(0, Denominator.GetBitLength() - 1000)));
    }

    /// <summary>Written out; too long a number by its size.</summary>
    public override string ToString() => Numerator.GetBitLength() + Denominator.GetBitLength() > 2000
        ? $"<number of {Numerator.GetBitLength()} over {Denominator.GetBitLength()} bits, {GetHashCode():x8}>"
        : IsInteger ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
