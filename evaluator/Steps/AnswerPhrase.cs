namespace QuantGrpc.Evaluator.Steps;

/// <summary>Recognizes text that opens by announcing the answer.</summary>
internal static class AnswerPhrase
{
    private const int LongestMarkedAnswer = 80;
    private static readonly string[] Connectives = ["therefore", "thus", "so", "hence", "finally", "and"];
    private static readonly string[] Articles = ["the", "our", "my"];
    private static readonly string[] Qualities = ["final", "correct"];

    /// <summary>True for "The answer is ...", "Final Answer: ...", "**Answer**", "#### 72" and the like at the start of the text.</summary>
    public static bool Opens(ReadOnlySpan<char> text) => IsMarked(text) || Behind(text) is not null;

    /// <summary>What stands behind the announcement, without marks; empty where nothing does.</summary>
    public static ReadOnlySpan<char> Content(ReadOnlySpan<char> text)
    {
        var from = IsMarked(text) ? 4 : Behind(text) ?? 0;
        return text[from..].Trim(" \t\r\n*_:#");
    }

    /// <summary>True for a single sentence that ends in the box, without working before it.</summary>
    public static bool IsBoxedSentence(ReadOnlySpan<char> text)
    {
        var box = text.IndexOf("boxed") is var boxed and >= 0 ? boxed : text.IndexOf("fbox");
        if (box < 0)
        {
            return false;
        }
        for (var i = 0; i + 2 < box; i++)
        {
            if (text[i] is '.' or '!' or '?' && char.IsWhiteSpace(text[i + 1]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>GSM8K's marker: four hashes before a value, where a heading would have words.</summary>
    public static bool IsMarked(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("#### ") || text.Length > LongestMarkedAnswer)
        {
            return false;
        }
        var value = text[5..].TrimStart();
        var letters = value.IndexOfAnyInRange('A', 'z');
        return !value.IsEmpty && (char.IsAsciiDigit(value[0]) || value[0] is '-' or '$' or '\\' or '(' or '.')
            && (letters < 0 || value.IndexOf(". ") is var stop && (stop < 0 || stop > letters));
    }

    private static int? Behind(ReadOnlySpan<char> text)
    {
        var at = SkipMarks(text, 0);
        if (Word(text, at, Connectives) is { } connective)
        {
            at = SkipMarks(text, connective < text.Length && text[connective] == ',' ? connective + 1 : connective);
        }
        var start = at;
        at = Word(text, at, Articles) is { } article ? SkipMarks(text, article) : at;
        at = Word(text, at, Qualities) is { } quality ? SkipMarks(text, quality) : at;
        if (Word(text, at, ["answer", "answers"]) is not { } end)
        {
            return null;
        }
        var verb = SkipMarks(text, end);
        if (Word(text, verb, ["is", "are"]) is { } said)
        {
            return said;
        }
        // "Answer the question" and "the answer to that" announce nothing: a bare noun needs its colon, bold marks or line end.
        var announced = verb == text.Length || text[verb] is ':' or '=' or '\n' || text[end] is '*' or ':' || (start == at && text[verb] is '$' or '\\');
        return announced ? verb : null;
    }

    private static int SkipMarks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '*' or '_' or '#' or '>')
        {
            at++;
        }
        return at;
    }

    private static int? Word(ReadOnlySpan<char> text, int at, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            var end = at + word.Length;
            if (text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return end;
            }
        }
        return null;
    }
}
