using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>accuracy.csv: a row a variant and part of the problems, and a row a figure of several samples.</summary>
internal sealed record AccuracyRows(VariantModel Variant, string? Subject, int? Level, ShareModel Accuracy)
{
    private static readonly CsvColumn<AccuracyRows>[] Columns =
        [new("variant", r => r.Variant.Id), new("subject", r => r.Subject), new("level", r => r.Level), .. Share<AccuracyRows>("accuracy", r => r.Accuracy)];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(v => Of(v, report)), Columns);

    private static IEnumerable<AccuracyRows> Of(VariantModel variant, ReportModel report) =>
    [
        new(variant, null, null, variant.Accuracy),
        .. report.Subjects.Zip(variant.BySubject, (subject, share) => new AccuracyRows(variant, subject, null, share)),
        .. report.Levels.Zip(variant.ByLevel, (level, share) => new AccuracyRows(variant, null, level, share)),
        .. report.Subjects.Zip(variant.BySubjectAndLevel).SelectMany(s => report.Levels.Zip(s.Second, (level, share) => new AccuracyRows(variant, s.First, level, share))),
    ];
}
