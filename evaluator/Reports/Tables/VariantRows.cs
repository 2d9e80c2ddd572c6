using static QuantGrpc.Evaluator.Reports.Tables.CsvColumns;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>variants.csv: a row a variant.</summary>
internal static class VariantRows
{
    private static readonly CsvColumn<VariantModel>[] Columns =
    [
        new("variant", v => v.Id), new("is_reference", v => v.IsReference), new("wakv", v => v.Wakv), new("bits_per_weight", v => v.BitsPerWeight), new("file_bytes", v => v.FileBytes),
        .. Share<VariantModel>("accuracy", v => v.Accuracy), new("ungradable", v => v.Ungradable), new("weak_answers", v => v.WeakAnswers),
        new("loss_points", v => v.Loss?.Points), new("loss_low", v => v.Loss?.Low), new("loss_high", v => v.Loss?.High),
        .. Estimate<VariantModel>("loss_bootstrap", v => v.Loss?.Bootstrap), .. Estimate<VariantModel>("loss_percent_of_reference", v => v.Loss?.OfReference),
        new("lost", v => v.Loss?.Lost), new("gained", v => v.Loss?.Gained), new("pairs", v => v.Loss?.Pairs), new("p", v => v.Loss?.McNemar), new("p_holm", v => v.Loss?.Holm),
        .. Difference<VariantModel>("loss_gradable_only", v => v.Loss?.GradableOnly), new("smallest_detectable_points", v => v.Loss?.SmallestDetectable),
        new("verdict", v => v.Loss?.Verdict), new("passes_at_points", v => v.Loss?.PassesAt), new("problems_to_decide", v => v.Loss?.ProblemsToDecide),
        .. Estimate<VariantModel>("flips_beyond_noise_percent", v => v.Loss?.FlipsBeyondNoise),
        .. Share<VariantModel>("truncated", v => v.TruncatedShare), .. Difference<VariantModel>("truncated_difference", v => v.TruncatedDifference),
        .. Share<VariantModel>("looping", v => v.LoopingShare), .. Difference<VariantModel>("looping_difference", v => v.LoopingDifference), .. Share<VariantModel>("frame", v => v.FrameShare),
        .. Estimate<VariantModel>("tokens_percent_of_reference", v => v.TokenInflation), new("mean_tokens", v => v.MeanTokens), new("tokens_per_second", v => v.TokensPerSecond),
        new("generated_tokens", v => v.Cost?.GeneratedTokens), new("queue_seconds", v => v.Cost?.QueueSeconds), new("prefill_seconds", v => v.Cost?.PrefillSeconds), new("decode_seconds", v => v.Cost?.DecodeSeconds),
        new("equations_checked", v => v.Equations?.Checked), new("equations_wrong", v => v.Equations?.Wrong), .. Estimate<VariantModel>("wrong_equations_per_100", v => v.Equations?.Per100),
        .. Estimate<VariantModel>("wrong_equations_difference", v => v.Equations?.Difference), .. Estimate<VariantModel>("wrong_equations_ratio", v => v.Equations?.Ratio),
        .. Share<VariantModel>("self_repair", v => v.SelfRepair),
        new("failed", v => v.Failed), new("judged", v => v.Judged), new("judges_disagree", v => v.Disagreed), new("types_open", v => v.TypesOpen),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Variants, Columns);
}
