using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>Guesses the answer of a text that names none: the last formulas, LaTeX or number of its last sentence.</summary>
internal static partial class WeakAnswer
{
    // A longer line is no sentence; only its end is read.
    private const int LongestSentence = 2000;

    public static ExtractedAnswer? Of(string text)
    {
        var line = text.TrimEnd().Split('\n')[^1];
        var sentence = StepLabel().Replace(line[Math.Max(0, line.Length - LongestSentence)..], "");
        return StatedNumber(sentence) ?? LastFormulas(sentence) ?? LastLatex(sentence) ?? LastNumber(sentence);
    }

    /// <summary>Whether it reads as a sentence: several words outside of commands.</summary>
    public static bool IsProse(string text) => ProseWord().Count(Command().Replace(text, "")) >= 3;

    // "... the domain of $f(x)$ is 19."
    private static ExtractedAnswer? StatedNumber(string sentence) =>
        Stated().Match(sentence) is { Success: true } stated ? new ExtractedAnswer(stated.Groups["a"].Value, "weak_number") : null;

    // The last formula, with those before it from which only "or", "and" or a comma part it.
    private static ExtractedAnswer? LastFormulas(string sentence)
    {
        var found = Formula().Matches(sentence).Where(static m => !IsProse(m.Groups["a"].Value)).ToList();
        if (found.Count == 0 || found[^1].Groups["a"].Value.Contains("? ", StringComparison.Ordinal))
        {
            return null;
        }

        var first = found.Count - 1;
        while (first > 0 && Between().IsMatch(sentence[(found[first - 1].Index + found[first - 1].Length)..found[first].Index]))
        {
            first--;
        }

        return new ExtractedAnswer(string.Join(", ", found.Skip(first).Select(static m => RightSide(m.Groups["a"].Value))), "weak_formula");
    }

    private static string RightSide(string formula)
    {
        var sign = EqualsSign().Matches(formula).LastOrDefault();
        var right = formula[(sign is null ? 0 : sign.Index + 1)..].Trim();
        return right.Length > 0 ? right : formula.Trim();
    }

    // "Therefore, \frac{4}{7}."
    private static ExtractedAnswer? LastLatex(string sentence)
    {
        var bare = sentence.Trim().TrimEnd('.', '*').Trim();
        var start = bare.LastIndexOf(' ') + 1;
        return bare.AsSpan(start).StartsWith("\\") && bare.Length > start + 2 ? new ExtractedAnswer(bare[start..], "weak_formula") : null;
    }

    private static ExtractedAnswer? LastNumber(string sentence) =>
        Number().Matches(sentence).LastOrDefault() is { } number ? new ExtractedAnswer(number.Value, "weak_number") : null;

    // A step's own number answers nothing: "Step 31: Calculate the perimeter".
    [GeneratedRegex(@"^[\s*#]*(?:Step\s+\d+\b[.:)]?|\d+[.)]\s)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex StepLabel();

    [GeneratedRegex(@"\$(?<a>[^$\n]+)\$|\\\((?<a>[^\n]+?)\\\)", RegexOptions.None, 1000)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^\s*(?:,|;|or|and|\s)+\s*$", RegexOptions.None, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"(?<![<>!:\\])=(?!=)", RegexOptions.None, 1000)]
    private static partial Regex EqualsSign();

    [GeneratedRegex(@"\b(?:is|are|equals|be)\s+(?<a>-?\d+(?:,\d{3})*(?:\.\d+)?)\s*\.?\s*$", RegexOptions.None, 1000)]
    private static partial Regex Stated();

    [GeneratedRegex(@"-?\d+(?:,\d{3})*(?:\.\d+)?", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z{(])", RegexOptions.None, 1000)]
    private static partial Regex ProseWord();

    [GeneratedRegex(@"\\[A-Za-z]+(?:\{[A-Za-z ]*\})?", RegexOptions.None, 1000)]
    private static partial Regex Command();
}
