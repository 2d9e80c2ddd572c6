using QuantGrpc.Evaluator.Reports.Errors;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>shifts.csv: a row a variant and test against the reference: of types, of steps, and of the hazard.</summary>
internal sealed record ShiftRows(VariantModel Variant, string Test, ShiftModel? Shift, HazardTestModel? Hazard)
{
    private static readonly CsvColumn<ShiftRows>[] Columns =
    [
        new("variant", r => r.Variant.Id), new("test", r => r.Test), new("chi_square", r => r.Shift?.ChiSquare), new("degrees_of_freedom", r => r.Shift?.DegreesOfFreedom),
        new("cramers_v", r => r.Shift?.CramersV), new("reference_errors", r => r.Shift?.ReferenceErrors), new("variant_errors", r => r.Shift?.VariantErrors ?? r.Hazard?.Observed),
        new("expected_errors", r => r.Hazard?.Expected), new("hazard_ratio", r => r.Hazard?.Ratio), new("pairs", r => r.Hazard?.Pairs),
        new("p", r => r.Shift?.P ?? r.Hazard?.P), new("p_holm", r => r.Shift?.Holm ?? r.Hazard?.Holm),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(Of).Where(r => r.Shift is not null || r.Hazard is not null), Columns);

    private static IEnumerable<ShiftRows> Of(VariantModel variant) =>
        [new(variant, "types", variant.TypeShift, null), new(variant, "steps", variant.StepShift, null), new(variant, "hazard", null, variant.HazardTest)];
}
