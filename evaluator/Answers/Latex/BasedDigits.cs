using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>Digits of a base other than ten.</summary>
internal static class BasedDigits
{
    private const int MostDigits = 400;

    /// <exception cref="UngradableException">A digit that the base lacks, or too many.</exception>
    public static Rational ValueOf(string digits, int numberBase)
    {
        if (digits.Length > MostDigits)
        {
            throw new UngradableException($"{digits.Length} digits in base {numberBase}; at most {MostDigits}");
        }

        var value = Rational.Zero;
        foreach (var digit in digits.Where(static d => d != '.'))
        {
            var one = char.IsAsciiDigit(digit) ? digit - '0' : digit - 'A' + 10;
            value = one < numberBase ? (value * new Rational(numberBase)) + new Rational(one) : throw new UngradableException($"the digit {digit} in base {numberBase}");
        }

        var point = digits.IndexOf('.');
        return point < 0 ? value : value / new Rational(numberBase).Power(digits.Length - point - 1);
    }
}
