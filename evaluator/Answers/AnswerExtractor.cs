using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>Finds the final answer of a solution.</summary>
internal static partial class AnswerExtractor
{
    // Answers stand at the end: what is longer than this is cut in front, so that cost is bounded.
    private const int LongestTail = 64 * 1024;

    // Of a text with that many phrases only the last ones matter.
    private const int MostRewordings = 4;

    /// <summary>
    /// The last balanced box (boxes separated only by commas, "and", spacing or "name =" are one list); an explicit final-answer phrase
    /// after it wins; else such a phrase anywhere; else, marked weak, the last formula or number of the last sentence; else null.
    /// </summary>
    public static ExtractedAnswer? Extract(string text) => Find(text) is { } answer && !Blank().IsMatch(answer.Text) ? answer : null;

    private static ExtractedAnswer? Find(string text)
    {
        var tail = text.Length <= LongestTail ? text : text[^LongestTail..];
        var mark = tail.LastIndexOf("<|", StringComparison.Ordinal);
        tail = mark > 0 && tail.Length - mark < 40 ? tail[..mark].TrimEnd() : tail; // the next speaker of a conversation
        var boxes = BoxReader.Read(tail);
        return boxes.Count > 0 ? Phrase(tail[boxes[^1].End..]) ?? LastList(tail, boxes) : Phrase(tail) ?? WeakAnswer.Of(tail);
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

        // "Final Answer: The final answer is 7" and "Answer: so many are 7"
        for (var i = 0; i < MostRewordings && FinalPhrase().Match(answer) is { Success: true } inner; i++)
        {
            answer = Bare(inner.Groups["a"].Value);
        }

        return answer.Length == 0 ? null : new ExtractedAnswer(WeakAnswer.IsProse(answer) && WeakAnswer.Of(answer) is { } within ? within.Text : answer, "phrase");
    }

    private static string Bare(string answer)
    {
        var hope = answer.IndexOf("I hope it is correct", StringComparison.OrdinalIgnoreCase);
        var bare = (hope >= 0 ? answer[..hope] : answer).Trim().Trim('*', ' ').TrimEnd('.', ' ').Trim().Trim('*', ' ');
        return bare is ['$', .. var inner, '$'] && !inner.Trim('$').Contains('$') ? inner.Trim('$').Trim()
            : bare.StartsWith("\\(", StringComparison.Ordinal) && bare.EndsWith("\\)", StringComparison.Ordinal) ? bare[2..^2].Trim() : bare;
    }

    // What a model copies of an instruction: \boxed{...}.
    [GeneratedRegex(@"^(?:[\s{}$.…]|\\(?:boxed|fbox|l?dots|cdots))*$", RegexOptions.None, 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(
        @"^(?:\s|,|;|\$|\\\(|\\\)|\\,|\\quad|\\text\{\s*(?:and|or)\s*\}|and|or|[a-zA-Z](?:_\{?\w{1,3}\}?)?\s*=)*$", RegexOptions.None, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"(?:^####[ \t]*|final\s+answer\s*(?:is)?\s*:?\s*|\banswer\s+is\s*:?\s*|^[ \t*]*answer\**[ \t]*:\s*|^[ \t*]*answer[ \t]+(?=\$))(?<a>\$\$[^$]+\$\$|[^\n]*)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FinalPhrase();
}
