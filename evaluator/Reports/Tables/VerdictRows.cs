using QuantGrpc.Evaluator.Reports.Losses;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>verdicts.csv: a row a variant and acceptable loss.</summary>
internal sealed record VerdictRows(VariantModel Variant, VerdictAtModel At)
{
    private static readonly CsvColumn<VerdictRows>[] Columns =
    [
        new("variant", r => r.Variant.Id), new("acceptable_loss_points", r => r.At.Loss), new("verdict", r => r.At.Verdict), new("problems_to_decide", r => r.At.ProblemsToDecide),
    ];

    public static void Write(string path, ReportModel report) =>
        CsvTable.Write(path, report.Variants.SelectMany(v => v.Loss?.Verdicts ?? [], (v, at) => new VerdictRows(v, at)), Columns);
}
