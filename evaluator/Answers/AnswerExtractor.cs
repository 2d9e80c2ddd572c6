using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>Finds the final answer of a solution.</summary>
internal static partial class AnswerExtractor
{
    // Answers stand at the end: what is longer than this is cut in front, so that cost is bounded.
    private const int LongestTail = 64 * 1024;

    /// <summary>
    /// The last balanced box (boxes separated only by commas, "and", spacing or "name =" are one list); an explicit final-answer phrase
    /// after it wins; else such a phrase anywhere; else, marked weak, the last formula or number of the last sentence; else null.
    /// </summary>
    public static ExtractedAnswer? Extract(string text)
    {
        var tail = text.Length <= LongestTail ? text : text[^LongestTail..];
        var boxes = BoxReader.Read(tail);
        if (boxes.Count > 0)
        {
            return Phrase(tail[boxes[^1].End..]) ?? LastList(tail, boxes);
        }

        return Phrase(tail) ?? Weak(tail);
    }

    private static ExtractedAnswer LastList(string text, List<Box> boxes)
    {
        var first = boxes.Count - 1;
        while (first > 0 && Separator().IsMatch(text[boxes[first - 1].End..boxes[first].Start]))
        {
            first--;
        }

        var list = boxes.Skip(first).Select(b => b.Content.Trim()).ToList();
        return new ExtractedAnswer(string.Join(", ", list), list.Count == 1 ? "box" : "boxes");
    }

    private static ExtractedAnswer? Phrase(string text)
    {
        var match = FinalPhrase().Matches(text).LastOrDefault();
        var answer = match is null ? "" : Bare(match.Groups["a"].Value);
        return answer.Length > 0 ? new ExtractedAnswer(answer, "phrase") : null;
    }

    private static ExtractedAnswer? Weak(string text)
    {
        var sentence = text.TrimEnd().Split('\n')[^1];
        if (Formula().Matches(sentence).LastOrDefault() is { } formula)
        {
            var content = formula.Groups["a"].Value;
            return new ExtractedAnswer(content[(content.LastIndexOf('=') + 1)..].Trim(), "weak_formula");
        }

        return Number().Matches(sentence).LastOrDefault() is { } number ? new ExtractedAnswer(number.Value, "weak_number") : null;
    }

    private static string Bare(string answer)
    {
        var bare = answer.Trim().Trim('*', ' ').TrimEnd('.', ' ').Trim();
        return bare is ['$', .. var inner, '$'] && !inner.Contains('$') ? inner.Trim() : bare;
    }

    [GeneratedRegex(@"^(?:\s|,|;|\$|\\\(|\\\)|\\,|\\quad|\\text\{\s*(?:and|or)\s*\}|and|or|[a-zA-Z]\s*=)*$", RegexOptions.None, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"(?:^####\s*(?<a>[^\n]+)$)|(?:final\s+answer\s*(?:is)?\s*:?\s*|\banswer\s+is\s*:?\s*|^\s*\**answer\**\s*:\s*)(?<a>[^\n]*?)(?:\.\s*(?:I hope it is correct\.?)?\s*$|\s*$)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FinalPhrase();

    [GeneratedRegex(@"\$(?<a>[^$\n]+)\$", RegexOptions.None, 1000)]
    private static partial Regex Formula();

    [GeneratedRegex(@"-?\d[\d,]*(?:\.\d+)?", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
