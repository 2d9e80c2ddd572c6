namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>How a verdict is shown: a class of the style sheet, a sign that needs no colour, and a heading.</summary>
internal sealed record VerdictTone(string Kind, string Sign, string Title)
{
    public static VerdictTone May { get; } = new("may", "✓", "may ship");

    public static VerdictTone Undecided { get; } = new("undecided", "?", "undecided");

    public static VerdictTone Loses { get; } = new("loses", "✕", "lose");

    public static VerdictTone Reference { get; } = new("reference", "", "");

    public static VerdictTone None { get; } = new("none", "", "");

    /// <param name="verdict">Words that begin with the verdict; null where there is none.</param>
    public static VerdictTone Of(string? verdict) => verdict switch
    {
        null => None,
        _ when verdict.StartsWith("may", StringComparison.Ordinal) => May,
        _ when verdict.StartsWith("loses", StringComparison.Ordinal) => Loses,
        _ => Undecided,
    };
}
