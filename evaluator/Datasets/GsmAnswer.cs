namespace QuantGrpc.Evaluator.Datasets;

/// <summary>GSM8K's answer: a solution, then a last line <c>#### answer</c>.</summary>
/// <param name="Solution">What stands before it.</param>
/// <param name="Answer">What stands behind the mark.</param>
internal sealed record GsmAnswer(string Solution, string Answer)
{
    private const string Mark = "####";

    /// <summary>Null where there is no such line, or nothing on it.</summary>
    public static GsmAnswer? Of(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        var line = trimmed.LastIndexOf('\n') + 1;
        var last = trimmed[line..];
        return last.StartsWith(Mark) && last.Length > Mark.Length
            ? new GsmAnswer(trimmed[..line].TrimEnd().ToString(), last[Mark.Length..].Trim().ToString())
            : null;
    }
}
