using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Arithmetic of other kinds that a text speaks of: an equation that fails among plain numbers may hold there.</summary>
/// <param name="Bases">Bases of numerals, 2 to 9.</param>
/// <param name="Moduli">Numbers up to which others are the same.</param>
internal sealed partial record NumberSystems(IReadOnlyList<int> Bases, IReadOnlyList<int> Moduli)
{
    public static NumberSystems Of(string text) => new(Numbers(Base().Matches(text)), Numbers(Modulus().Matches(text)));

    public NumberSystems And(NumberSystems other) => new([.. Bases, .. other.Bases], [.. Moduli, .. other.Moduli]);

    private static List<int> Numbers(MatchCollection matches) =>
        [.. matches.Select(m => int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture)).Where(n => n > 1).Distinct()];

    [GeneratedRegex(@"(?:\d_\{?|\bbase[- ]?\$?)(?<n>[2-9])(?!\d)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Base();

    [GeneratedRegex(@"mod(?:ulo)?[\s{$\\(]{0,4}(?<n>\d{1,6})", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Modulus();
}
