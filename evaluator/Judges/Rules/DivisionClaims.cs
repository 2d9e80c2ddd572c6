using System.Numerics;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>
/// Divisions of whole numbers that a step states in words: "8 goes into 61 a total of 7 times", "61 divided by 8 leaves 5". They are exact, so
/// that each is true or false.
/// </summary>
internal static partial class DivisionClaims
{
    /// <summary>The claims of a step, in order.</summary>
    /// <exception cref="RegexMatchTimeoutException">Text made to be slow.</exception>
    public static IReadOnlyList<DivisionClaim> Of(string text) =>
    [
        .. Quotient().Matches(text).Concat(Remainder().Matches(text)).OrderBy(m => m.Index).Select(Read).OfType<DivisionClaim>(),
    ];

    private static DivisionClaim? Read(Match match)
    {
        var (dividend, divisor) = (NumberOf(match, "dividend"), NumberOf(match, "divisor"));
        if (divisor.IsZero)
        {
            return null;
        }

        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        var text = match.Value.Replace("$", "", StringComparison.Ordinal);
        if (match.Groups["quotient"].Success)
        {
            return new DivisionClaim(text, NumberOf(match, "quotient") == quotient);
        }

        // "20 divided by 4 leaves 5" may mean the quotient: only a remainder that neither reading gives is surely wrong.
        var stated = NumberOf(match, "remainder");
        return stated == remainder ? new DivisionClaim(text, Holds: true)
            : stated == quotient && !match.Groups["said"].Success ? null
            : new DivisionClaim(text, Holds: false);
    }

    private static BigInteger NumberOf(Match match, string name) => BigInteger.Parse(match.Groups[name].ValueSpan);

    // Decimals, fractions, powers and negative numbers are left alone. Digits are few: longer ones are no one's arithmetic.
    [GeneratedRegex(
        @"(?<![\w.,/{}^-])\$?(?<divisor>\d{1,12})\$? goes into \$?(?<dividend>\d{1,12})\$? (?:a total of )?\$?(?<quotient>\d{1,12})\$? times\b(?! as)",
        RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Quotient();

    [GeneratedRegex(
        @"(?<![\w.,/{}^-])\$?(?<dividend>\d{1,12})\$? divided by \$?(?<divisor>\d{1,12})\$? leaves (?<said>a remainder of )?\$?(?<remainder>\d{1,12})\$?(?![\d/]|[.,]\d|\s*(?:groups|each|\\))",
        RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Remainder();
}

/// <summary>A division that was stated, as written, and whether it holds.</summary>
internal sealed record DivisionClaim(string Text, bool Holds);
