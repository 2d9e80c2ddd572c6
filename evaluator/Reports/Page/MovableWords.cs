namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>The report's sentences for every acceptable loss whose verdicts the report holds, so that the page computes nothing.</summary>
internal static class MovableWords
{
    /// <summary>Ascending; empty where no variant has verdicts at other losses. At the report's own loss they are its summary.</summary>
    public static IReadOnlyList<WordsAt> Of(ReportModel report)
    {
        var grid = report.Variants.SelectMany(v => v.Loss?.Verdicts ?? []).Select(v => v.Loss).Distinct().Order();
        return [.. grid.Select(loss => new WordsAt(loss, loss.Equals(report.AcceptableLoss) ? report.Summary : Words(report, loss)))];
    }

    private static IReadOnlyList<string> Words(ReportModel report, double loss) => SummaryWords.Of([.. report.Variants.Select(v => At(v, loss))], loss);

    private static VariantModel At(VariantModel variant, double acceptable) =>
        variant.Loss is { } loss && loss.Verdicts.FirstOrDefault(v => v.Loss.Equals(acceptable)) is { } verdict
            ? variant with { Loss = loss with { Verdict = verdict.Verdict, ProblemsToDecide = verdict.ProblemsToDecide } }
            : variant;
}
