using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>One spelling for what LaTeX spells in many ways, without a change of meaning.</summary>
internal static partial class LatexText
{
    /// <summary>The text without layout commands, units and outer delimiters.</summary>
    public static string Normalize(string text)
    {
        var s = text.Trim().TrimEnd('.').Trim();
        s = s is ['$', .. var inner, '$'] && !inner.Contains('$') ? inner : s;
        s = s.Replace("\\$", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal);
        s = Layout().Replace(s, "");
        s = s.Replace("{,}", ",", StringComparison.Ordinal).Replace("\\dfrac", "\\frac", StringComparison.Ordinal)
            .Replace("\\tfrac", "\\frac", StringComparison.Ordinal).Replace("\\cfrac", "\\frac", StringComparison.Ordinal)
            .Replace("−", "-", StringComparison.Ordinal);
        s = MatrixBegin().Replace(MatrixEnd().Replace(s, "\\matrixend "), "\\matrixbegin ");
        s = Degrees().Replace(s, "");
        s = Percent().Replace(s, "");
        s = Thousands().Replace(s, m => m.Value.Replace(",", "", StringComparison.Ordinal));
        return WithoutUnit(s).Trim();
    }

    /// <summary>Words of an answer that is nothing but words; null for any other.</summary>
    public static string? WordsOf(string normalized)
    {
        var bare = TextCommand().Replace(normalized, m => m.Groups["t"].Value).Trim(' ', '(', ')', '.');
        return AllWords().IsMatch(bare) && bare.Length > 1 ? Spaces().Replace(bare, " ").ToLowerInvariant() : null;
    }

    // "5 \text{ cm}" is 5; "\text{even}" is a word.
    private static string WithoutUnit(string s)
    {
        var unit = TrailingUnit().Match(s);
        var rest = unit.Success ? s[..unit.Index].Trim() : s;
        return rest.Length > 0 && rest.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? rest : s;
    }

    [GeneratedRegex(@"\\(?:left|right|displaystyle|limits|big|Big|bigl|bigr)(?![a-zA-Z])|(?<!\\)\\[!,;: ]|\\q?quad(?![a-zA-Z])|~", RegexOptions.None, 1000)]
    private static partial Regex Layout();

    [GeneratedRegex(@"\\begin\s*\{[pb]?matrix\}", RegexOptions.None, 1000)]
    private static partial Regex MatrixBegin();

    [GeneratedRegex(@"\\end\s*\{[pb]?matrix\}", RegexOptions.None, 1000)]
    private static partial Regex MatrixEnd();

    [GeneratedRegex(@"\^\s*(?:\\circ|\{\s*\\circ\s*\})(?![a-zA-Z])|°", RegexOptions.None, 1000)]
    private static partial Regex Degrees();

    [GeneratedRegex(@"\\?%", RegexOptions.None, 1000)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", RegexOptions.None, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\\(?:text|mbox|textrm|mathrm|textbf|textit|operatorname)\s*\{(?<t>[^{}]*)\}", RegexOptions.None, 1000)]
    private static partial Regex TextCommand();

    [GeneratedRegex(@"\\(?:text|mbox|textrm|mathrm)\s*\{[^{}]*\}(?:\s*\^\s*\{?[23]\}?)?\s*$", RegexOptions.None, 1000)]
    private static partial Regex TrailingUnit();

    [GeneratedRegex(@"^[\p{L}' -]+$", RegexOptions.None, 1000)]
    private static partial Regex AllWords();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
