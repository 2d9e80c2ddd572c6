using QuantGrpc.Evaluator.Reports.Divergences;
using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>divergence.csv: a row a variant, and a row a step of the reference's solutions.</summary>
internal sealed record DivergenceRows(VariantModel Variant, DivergenceModel Divergence, StepKlModel? Step)
{
    private static readonly CsvColumn<DivergenceRows>[] Columns =
    [
        new("variant", r => r.Variant.Id), new("step", r => r.Step?.Step), new("solutions", r => r.Step?.Solutions ?? r.Divergence.Solutions),
        .. Estimate<DivergenceRows>("mean_kl_nats", r => r.Step is null ? r.Divergence.MeanKl : new EstimateModel(r.Step.MeanKl, null, null)),
        new("tokens", r => r.Step is null ? r.Divergence.Tokens : null), .. Share<DivergenceRows>("without_flip", r => r.Step is null ? r.Divergence.WithoutFlip : null),
        .. Share<DivergenceRows>("flip_in_first_wrong_step", r => r.Step is null ? r.Divergence.Agreement?.Same : null),
        new("by_chance_percent", r => r.Step is null ? r.Divergence.Agreement?.ChancePercent : null), new("p", r => r.Step is null ? r.Divergence.Agreement?.P : null),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants.SelectMany(Of), Columns);

    private static IEnumerable<DivergenceRows> Of(VariantModel variant) => variant.Divergence is not { } divergence ? [] :
        [new(variant, divergence, null), .. divergence.BySteps.Select(step => new DivergenceRows(variant, divergence, step))];
}
