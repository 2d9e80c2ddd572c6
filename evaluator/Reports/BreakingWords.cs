using QuantGrpc.Evaluator.Reports.Errors;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>What breaks, in a sentence.</summary>
internal static class BreakingWords
{
    private const double Alpha = 0.05;

    /// <summary>Null where the failures are not judged and no equations are counted.</summary>
    public static string? Of(IReadOnlyList<VariantModel> variants)
    {
        var compared = variants.Where(v => !v.IsReference).ToList();
        var judged = compared.Where(v => v.Judged > 0).ToList();
        var capability = Largest(judged, v => v.Capabilities);
        return judged.Count == 0 ? Equations(compared)
            : capability is null && Largest(judged, v => v.Errors) is not { } ? NothingShown(judged)
            : string.Join(' ', new[] { Sentence("What breaks most is", capability), Sentence("Of the types of error it is", Largest(judged, v => v.Errors)) }.OfType<string>());
    }

    private static string NothingShown(List<VariantModel> judged) =>
        $"No capability and no type of error is shown to break: against the reference none of {judged.Sum(v => v.Capabilities.Count + v.Errors.Count)} rates is surely higher "
        + "(Holm, 5 %). That is no sign that nothing does.";

    // Where nobody judged, the rate that needs no judge.
    private static string? Equations(List<VariantModel> variants)
    {
        var worst = variants.Where(v => v.Equations?.Difference is { Low: > 0 }).MaxBy(v => v.Equations?.Difference?.Value);
        return worst?.Equations is not { Difference: { } difference } equations
            ? variants.Exists(v => v.Equations is not null) ? "No variant surely writes more wrong equations than the reference. That is no sign that none does." : null
            : $"What breaks, without a judge's word: {worst.Id} writes {equations.Per100.Value:0.0} wrong equations per 100 that can be checked, {difference.Value:0.0} more than the "
                + $"reference (95 % interval {difference.Low:0.0} to {difference.High:0.0}).";
    }

    private static Change? Largest(IEnumerable<VariantModel> variants, Func<VariantModel, IReadOnlyList<ErrorRateModel>> rates) =>
        variants.SelectMany(rates, (v, rate) => new Change(v.Id, rate)).Where(c => c.Rate is { Holm: <= Alpha, Difference.Points: > 0 }).MaxBy(c => c.Rate.Difference?.Points);

    private static string? Sentence(string beginning, Change? change) => change is not { Rate: { Difference: { } difference } rate } ? null
        : $"{beginning} {rate.Name.Replace('_', ' ')}, in {change.Variant}: {rate.Rate.Percent:0.0} first errors per 100 problems, {difference.Points:0.0} more than the reference "
            + $"(95 % interval {difference.Low:0.0} to {difference.High:0.0}{Times(rate)}; Holm's p {(rate.Holm < 0.001 ? "below 0.001" : $"{rate.Holm:0.000}")}).";

    private static string Times(ErrorRateModel rate) => rate.Ratio?.Value is { } times ? $"; {times:0.0} times as many" : "";

    private sealed record Change(string Variant, ErrorRateModel Rate);
}
