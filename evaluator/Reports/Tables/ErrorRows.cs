using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Judged;
using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>errors.csv: a row a variant, table (types, types_in_other_order, capabilities) and name; rates are first errors per 100 problems.</summary>
internal sealed record ErrorRows(VariantModel Variant, string Table, ErrorRateModel Error, CorrectedRateModel? Corrected = null)
{
    private static readonly CsvColumn<ErrorRows>[] Columns =
    [
        new("variant", r => r.Variant.Id), new("table", r => r.Table), new("name", r => r.Error.Name), .. Share<ErrorRows>("rate", r => r.Error.Rate),
        .. Difference<ErrorRows>("difference", r => r.Error.Difference), .. Estimate<ErrorRows>("ratio", r => r.Error.Ratio), new("p", r => r.Error.P), new("p_holm", r => r.Error.Holm),
        .. Share<ErrorRows>("of_failures", r => r.Error.ShareOfFailures), .. Share<ErrorRows>("rate_where_reference_right", r => r.Error.RateWhereReferenceRight),
        .. Share<ErrorRows>("of_failures_where_reference_right", r => r.Error.ShareWhereReferenceRight),
        .. Share<ErrorRows>("transcribed", r => r.Error.Transcribed),
        .. Estimate<ErrorRows>("corrected_rate", r => r.Corrected?.Per100), .. Estimate<ErrorRows>("corrected_of_failures", r => r.Corrected?.Share),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(Of), Columns);

    private static IEnumerable<ErrorRows> Of(VariantModel variant) =>
    [
        .. variant.Errors.Select(e => new ErrorRows(variant, "types", e, variant.CorrectedErrors.FirstOrDefault(c => c.Name == e.Name))),
        .. variant.ErrorsInOtherOrder.Select(e => new ErrorRows(variant, "types_in_other_order", e)),
        .. variant.Capabilities.Select(e => new ErrorRows(variant, "capabilities", e)),
    ];
}
