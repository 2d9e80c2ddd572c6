using QuantGrpc.Evaluator.Reports.Judged;
using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>judges.csv: a row a judge, and a row a judge and source of labels.</summary>
internal sealed record JudgeRows(string Judge, JudgeModel? Replies, JudgeCostModel? Cost, JudgeAccuracyModel? Accuracy)
{
    private static readonly CsvColumn<JudgeRows>[] Columns =
    [
        new("judge", r => r.Judge), new("valid", r => r.Replies?.Valid), new("invalid", r => r.Replies?.Invalid), new("does_not_fit", r => r.Replies?.DoesNotFit),
        new("abstained", r => r.Replies?.Abstained), new("failed", r => r.Replies?.Failed), new("unjudged", r => r.Replies?.Unjudged), .. Share<JudgeRows>("agrees", r => r.Replies?.Agreement),
        new("prompt_tokens", r => r.Cost?.PromptTokens), new("generated_tokens", r => r.Cost?.GeneratedTokens), new("seconds", r => r.Cost?.Seconds),
        new("labels_by", r => r.Accuracy?.Labels), new("annotator_kind", r => r.Accuracy?.AnnotatorKind), .. Share<JudgeRows>("covered", r => r.Accuracy?.Covered),
        .. Estimate<JudgeRows>("right_step_percent", r => r.Accuracy?.Step), .. Estimate<JudgeRows>("right_type_percent", r => r.Accuracy?.Type),
        .. Estimate<JudgeRows>("right_both_percent", r => r.Accuracy?.Both),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(
        path,
        [
            .. report.Judges.Select(j => new JudgeRows(j.Id, j, report.JudgeCosts.FirstOrDefault(c => c.Judge == j.Id), null)),
            .. report.JudgeAccuracy.Select(a => new JudgeRows(a.Judge, null, null, a)),
        ],
        Columns);
}
