using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Tests.Evaluator.Answers;

/// <summary>A change of an answer's spelling; null where it does not apply.</summary>
internal sealed partial record Respelling(string Name, Func<string, string?> Apply)
{
    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Changes that leave the value.</summary>
    public static readonly Respelling[] Same =
    [
        new("spaces", static g => BeforeSign().Replace(g, " ")),
        new("\\left and \\right", static g => Open().Replace(Close().Replace(LeftRight().Replace(g, ""), "\\right$0"), "\\left$0")),
        new("\\dfrac", static g => Fraction().Replace(g, "\\dfrac ")),
        new("\\tfrac", static g => Fraction().Replace(g, "\\tfrac ")),
        new("\\mathrm", static g => g.Replace("\\text{", "\\mathrm{", StringComparison.Ordinal)),
        new("full stop", static g => $"{g}."),
        new("dollars", static g => $"${g}$"),
        new("display", static g => $"\\[ {g} \\]"),
        new("box", static g => $"\\boxed{{{g}}}"),
        new("name", static g => HasName().IsMatch(g) ? null : $"x = {g}"),
        new("bare thousands", static g => Thin().Replace(g, ",")),
        new("thousands", static g => Whole().IsMatch(g) && g.Length is 4 or 5 or 6 ? $"{g[..^3]},{g[^3..]}" : null),
        new("decimal as fraction", static g => Decimal().Match(g) is { Success: true } d ? $"\\frac{{{d.Groups[1]}{d.Groups[2]}}}{{1{new string('0', d.Groups[2].Length)}}}" : null),
        new("fraction as decimal", static g => Finite().Match(g) is { Success: true } f ? Quotient(f) : null),
        new("slash", static g => SimpleFraction().IsMatch(g) ? SimpleFraction().Replace(g, "$1/$2") : null),
        new("unreduced", static g => SimpleFraction().IsMatch(g) ? SimpleFraction().Replace(g, "\\frac{${1}0}{${2}0}") : null),
        new("sum turned", static g => Sum().Match(g) is { Success: true } s ? $"{s.Groups[2]}+{s.Groups[1]}" : null),
        new("product turned", static g => Product().Match(g) is { Success: true } p ? $"{p.Groups[2]} \\cdot {p.Groups[1]}" : null),
        new("degrees left out", static g => WholeDegrees().Match(g) is { Success: true } d ? d.Groups[1].Value : null),
        new("degrees as a word", static g => WholeDegrees().Match(g) is { Success: true } d ? $"{d.Groups[1]} degrees" : null),
        new("degrees added", static g => Whole().IsMatch(g) ? $"{g}^{{\\circ}}" : null),
        new("unit left out", static g => Unit().Match(g) is { Success: true } u ? u.Groups[1].Value : null),
        new("unit added", static g => Whole().IsMatch(g) ? $"{g}\\text{{ cm}}^2" : null),
        new("percent left out", static g => WholePercent().Match(g) is { Success: true } p ? p.Groups[1].Value : null),
        new("percent as a word", static g => WholePercent().Match(g) is { Success: true } p ? $"{p.Groups[1]} percent" : null),
        new("list turned", static g => List().IsMatch(g) ? string.Join(", ", g.Split(", ").Reverse()) : null),
        new("set", static g => List().IsMatch(g) ? $"\\{{{g}\\}}" : null),
        new("bmatrix", static g => g.Replace("pmatrix", "bmatrix", StringComparison.Ordinal)),
    ];

    /// <summary>Changes that change the value.</summary>
    public static readonly Respelling[] Other =
    [
        new("first digit", static g => Turned(g, g.IndexOfAny(Digits))),
        new("last digit", static g => Turned(g, g.LastIndexOfAny(Digits))),
        new("minus to plus", static g => g.Contains('-') ? Minus().Replace(g, "+", 1) : null),
        new("plus to minus", static g => g.Contains('+') ? Plus().Replace(g, "-", 1) : null),
        new("exponent", static g => Unit().IsMatch(g) || g.Contains("text", StringComparison.Ordinal) ? null : Exponent().Replace(g, "^{57}")),
        new("opening bracket", static g => g is ['(' or '[', ..] && g.Contains(',') ? $"{(g[0] == '(' ? '[' : '(')}{g[1..]}" : null),
        new("closing bracket", static g => g is [.., ')' or ']'] && g.Contains(',') ? $"{g[..^1]}{(g[^1] == ')' ? ']' : ')')}" : null),
        new("item left out", static g => List().IsMatch(g) ? g[..g.LastIndexOf(',')] : null),
        new("root left out", static g => g.Contains("\\sqrt{", StringComparison.Ordinal) ? g.Replace("\\sqrt{", "{", StringComparison.Ordinal) : null),
        new("tenfold", static g => Whole().IsMatch(g) && g != "0" ? $"{g}0" : null),
    ];

    // To the next digit, never to zero, which may stand below a fraction.
    private static string? Turned(string gold, int at) =>
        at < 0 || gold.Contains("text", StringComparison.Ordinal) ? null : $"{gold[..at]}{((gold[at] - '0') % 9) + 1}{gold[(at + 1)..]}";

    private static string Quotient(Match fraction) =>
        (decimal.Parse(fraction.Groups[1].Value, CultureInfo.InvariantCulture) / decimal.Parse(fraction.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=[)\]}0-9])(?=[-+=^_])", RegexOptions.None, 1000)]
    private static partial Regex BeforeSign();

    [GeneratedRegex(@"\\left|\\right", RegexOptions.None, 1000)]
    private static partial Regex LeftRight();

    [GeneratedRegex(@"(?<!\\)[(\[]", RegexOptions.None, 1000)]
    private static partial Regex Open();

    [GeneratedRegex(@"(?<!\\)[)\]]", RegexOptions.None, 1000)]
    private static partial Regex Close();

    [GeneratedRegex(@"\\[dtc]?frac", RegexOptions.None, 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"=|,|x|<|\\le |\\in|\\text|\\mbox|^[A-Z]+$", RegexOptions.None, 1000)]
    private static partial Regex HasName();

    [GeneratedRegex(@", ?\\! ?", RegexOptions.None, 1000)]
    private static partial Regex Thin();

    [GeneratedRegex(@"^\d+$", RegexOptions.None, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(\d+)\.(\d+)$", RegexOptions.None, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^\\[dt]?frac\{(\d+)\}\{(2|4|5|8|10|20|25)\}$", RegexOptions.None, 1000)]
    private static partial Regex Finite();

    [GeneratedRegex(@"(?<=^-?)\\[dt]?frac\{(\d+)\}\{(\d+)\}$", RegexOptions.None, 1000)]
    private static partial Regex SimpleFraction();

    [GeneratedRegex(@"^([^+(),=:{-]+)\+([^+(),=:{-]+)$", RegexOptions.None, 1000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^(\d+) ?(\\sqrt\{?\d+\}?|\\pi|[a-z])$", RegexOptions.None, 1000)]
    private static partial Regex Product();

    [GeneratedRegex(@"^(\d+)\^\{?\\circ\}?$", RegexOptions.None, 1000)]
    private static partial Regex WholeDegrees();

    [GeneratedRegex(@"^([\d.]+)\s*\\(?:text|mbox)\s*\{ ?[a-z]+\}(?:\^[23])?$", RegexOptions.None, 1000)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^(\d+)\\%$", RegexOptions.None, 1000)]
    private static partial Regex WholePercent();

    [GeneratedRegex(@"^[^()\[\]{}\\,]+(?:, [^()\[\]{}\\,]+)+$", RegexOptions.None, 1000)]
    private static partial Regex List();

    [GeneratedRegex("-", RegexOptions.None, 1000)]
    private static partial Regex Minus();

    [GeneratedRegex(@"\+", RegexOptions.None, 1000)]
    private static partial Regex Plus();

    [GeneratedRegex(@"\^(?:\d|\{\d+\})", RegexOptions.None, 1000)]
    private static partial Regex Exponent();
}
