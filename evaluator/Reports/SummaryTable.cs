namespace QuantGrpc.Evaluator.Reports;

/// <summary>The report's first table as rows of text, for a terminal.</summary>
internal static class SummaryTable
{
    public static IReadOnlyList<string> Columns { get; } =
        ["variant", "W/A/KV", "bits", "accuracy (95 %)", "loss, points", "lost/gained", "McNemar (Holm)", "computation", "planning", "tokens", "verdict"];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(ReportModel report) => [.. report.Variants.Select(v => Row(v, report.Reference))];

    private static IReadOnlyList<string> Row(VariantModel v, string reference) =>
    [
        v.Id,
        v.Wakv ?? "",
        v.BitsPerWeight is { } bits ? $"{bits:0.00}" : "",
        $"{v.Accuracy.Percent:0.0} % ({v.Accuracy.Low:0.0} to {v.Accuracy.High:0.0})",
        v.Loss is { } loss ? $"{loss.Points:0.0} ({loss.Low:0.0} to {loss.High:0.0})" : "reference",
        v.Loss is { } flips ? $"{flips.Lost}/{flips.Gained}" : "",
        v.Loss is { } test ? $"{P(test.McNemar)} ({P(test.Holm)})" : "",
        Rate(v, 0),
        Rate(v, 1),
        $"{v.MeanTokens:0.0}",
        v.Loss?.Verdict ?? (v.Id == reference ? "" : "unfinished"),
    ];

    private static string P(double p) => p < 0.001 ? "<0.001" : $"{p:0.000}";

    private static string Rate(VariantModel v, int capability) => v.Judged > 0 ? $"{v.Capabilities[capability].Rate.Percent:0.0}" : "";
}
