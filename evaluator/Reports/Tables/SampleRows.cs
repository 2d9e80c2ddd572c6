using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>samples.csv: pass@k and majority@k of runs with several samples a problem.</summary>
internal sealed record SampleRows(VariantModel Variant, string Figure, AtKModel At)
{
    private static readonly CsvColumn<SampleRows>[] Columns =
        [new("variant", r => r.Variant.Id), new("figure", r => r.Figure), new("k", r => r.At.K), .. Estimate<SampleRows>("percent", r => r.At.Percent)];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(Of), Columns);

    private static IEnumerable<SampleRows> Of(VariantModel variant) => variant.Sampled is not { } sampled ? [] :
        [.. sampled.Pass.Select(at => new SampleRows(variant, "pass", at)), .. sampled.Majority.Select(at => new SampleRows(variant, "majority", at))];
}
