using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>What a judge took for its verdicts, those that do not count included.</summary>
internal sealed record JudgeCost(int Verdicts, long PromptTokens, long GeneratedTokens, double Seconds)
{
    public static JudgeCost Of(IReadOnlyList<JudgeVerdict> verdicts) => new(
        verdicts.Count, verdicts.Sum(v => (long)v.PromptTokens), verdicts.Sum(v => (long)v.GeneratedTokens), verdicts.Sum(v => v.Duration.TotalSeconds));
}

/// <summary>How a panel's voters got on with each other.</summary>
/// <param name="Escalated">Solutions on which they left the step or its type open.</param>
/// <param name="ByArbiter">Of these, those that an arbiter settled; the others are for annotators.</param>
/// <param name="StepAgreement">Krippendorff's alpha of the steps, "none" included; null where there is nothing to agree on.</param>
/// <param name="TypeAgreement">The same of the types.</param>
internal sealed record PanelFigures(Share Escalated, int ByArbiter, Estimate? StepAgreement, Estimate? TypeAgreement)
{
    // Of the bootstrap: the same verdicts give the same interval.
    private const int Seed = 1;

    public static PanelFigures Of(IReadOnlyList<QualityRow> rows) => new(
        Share.Of(rows.Count(r => r.Panel.Vote.IsEscalated), rows.Count),
        rows.Count(r => r.Panel.Vote.ByArbiter),
        Alpha(rows, located => $"{located.FirstErrorStep ?? 0}"),
        Alpha(rows, located => located.Type.NameOf()));

    private static Estimate? Alpha(IReadOnlyList<QualityRow> rows, Func<Located, string> labelOf) => KrippendorffAlpha.WithInterval(
        [.. rows.Select(r => (IReadOnlyList<string?>)[.. r.Panel.Verdicts.Where(v => !v.IsArbiter).Select(v => v.Verdict.Located is { } said ? labelOf(said) : null)])],
        new Random(Seed));
}
