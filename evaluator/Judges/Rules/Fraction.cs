using System.Globalization;
using System.Numerics;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>An exact fraction in lowest terms with a positive denominator, of bounded size; it throws what the rule judge abstains on.</summary>
internal readonly record struct Fraction
{
    private const int MostBits = 20_000;
    private const int RootBits = 120;

    /// <summary>To 36 decimals.</summary>
    public static readonly Fraction Pi = Parse("3.141592653589793238462643383279502884");

    private static readonly Fraction Least = new(BigInteger.One, BigInteger.Pow(10, 15));

    private readonly BigInteger _denominator;

    public Fraction(BigInteger numerator)
        : this(numerator, BigInteger.One)
    {
    }

    /// <exception cref="NotClosedException">The denominator is zero, or the number too long.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero || numerator.GetBitLength() + denominator.GetBitLength() > MostBits)
        {
            throw new NotClosedException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public Fraction Absolute => Numerator.Sign < 0 ? -this : this;

    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => (a - b).Numerator.Sign < 0;

    public static bool operator >(Fraction a, Fraction b) => (a - b).Numerator.Sign > 0;

    /// <summary>The value of digits with at most one decimal point.</summary>
    public static Fraction Parse(string digits)
    {
        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var whole = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Fraction(whole, BigInteger.Pow(10, decimals));
    }

    /// <summary>Whether it is the same up to what approximated roots lose: roots and pi are known to more than 30 places.</summary>
    public bool IsNear(Fraction other) => (this - other).Absolute < Least;

    /// <summary>A whole power of at most 1,000 either way.</summary>
    /// <exception cref="NotClosedException">The exponent is another, or the result too long.</exception>
    public Fraction Power(Fraction exponent)
    {
        if (!exponent.IsInteger || BigInteger.Abs(exponent.Numerator) > 1000 || (IsZero && exponent.Numerator.Sign <= 0))
        {
            throw new NotClosedException();
        }

        var power = (int)BigInteger.Abs(exponent.Numerator);
        if ((Numerator.GetBitLength() + Denominator.GetBitLength()) * power > MostBits)
        {
            throw new NotClosedException();
        }

        var raised = new Fraction(BigInteger.Pow(Numerator, power), BigInteger.Pow(Denominator, power));
        return exponent.Numerator.Sign < 0 ? new Fraction(BigInteger.One) / raised : raised;
    }

    /// <summary>The square root, exact where it is a fraction, else to 120 bits.</summary>
    /// <exception cref="NotClosedException">Of a negative number.</exception>
    public Fraction Root()
    {
        if (Numerator.Sign < 0)
        {
            throw new NotClosedException();
        }

        // sqrt(p/q) = sqrt(pq)/q
        var product = Numerator * Denominator;
        var exact = WholeRoot(product);
        return exact * exact == product
            ? new Fraction(exact, Denominator)
            : new Fraction(WholeRoot(product << (2 * RootBits)), Denominator << RootBits);
    }

    // Newton's iteration from above.
    private static BigInteger WholeRoot(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    public override string ToString() => IsInteger ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
