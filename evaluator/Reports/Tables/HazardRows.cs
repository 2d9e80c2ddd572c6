using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>hazard.csv: a row a variant and step: solutions that reach it, and those that go wrong there.</summary>
internal sealed record HazardRows(VariantModel Variant, string Problems, int Step, ShareModel Wrong)
{
    private static readonly CsvColumn<HazardRows>[] Columns =
        [new("variant", r => r.Variant.Id), new("problems", r => r.Problems), new("step", r => r.Step), .. Share<HazardRows>("wrong", r => r.Wrong)];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(Of), Columns);

    private static IEnumerable<HazardRows> Of(VariantModel variant) =>
    [
        .. variant.Hazard.Select((share, i) => new HazardRows(variant, "all", i + 1, share)),
        .. variant.HazardWhereReferenceRight.Select((share, i) => new HazardRows(variant, "reference right", i + 1, share)),
    ];
}
