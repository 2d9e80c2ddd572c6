namespace QuantGrpc.Evaluator.Reports;

/// <summary>Texts of a failure as long as a page can bear thousands of them; the store keeps them whole.</summary>
internal static class FailureTexts
{
    private const int LongestOutput = 3000;
    private const int LongestStep = 600;
    private const int LongestReply = 600;
    private const int MostSteps = 40;

    public static string Output(string text) => Cut(text, LongestOutput);

    public static string? Reply(string? text) => text is null ? null : Cut(text, LongestReply);

    public static IReadOnlyList<string> Steps(IEnumerable<string> steps)
    {
        var all = steps.ToList();
        IReadOnlyList<string> shown = [.. all.Take(MostSteps).Select(s => Cut(s, LongestStep))];
        return all.Count <= MostSteps ? shown : [.. shown, $"[cut: {all.Count - MostSteps} more steps are in the store]"];
    }

    /// <summary>The first character that differs; null where both are the same.</summary>
    public static int? FirstDifference(string text, string other)
    {
        var same = text.AsSpan().CommonPrefixLength(other);
        return same == text.Length && same == other.Length ? null : same > 0 && char.IsHighSurrogate(text[same - 1]) ? same - 1 : same;
    }

    // No character of two halves is parted.
    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]} [cut: {text.Length - end} more characters are in the store]";
    }
}
