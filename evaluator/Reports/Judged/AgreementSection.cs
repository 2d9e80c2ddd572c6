using System.Globalization;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>How far the run's judges agree beyond chance.</summary>
internal static class AgreementSection
{
    /// <param name="all">Every vote; an arbiter, who sees the open cases alone, is left out.</param>
    /// <returns>Null with fewer than two judges, and where no failure has two valid verdicts.</returns>
    public static AgreementModel? Of(IReadOnlyList<JudgeVote> all)
    {
        var votes = all.Where(v => v.Role == JudgeRole.Voter).ToList();
        var judges = votes.Select(v => v.Judge).Distinct().Count();
        var units = votes.Where(v => v.Kind == VerdictKind.Valid).GroupBy(v => v.ResultId).Select(g => g.ToList()).Where(g => g.Count > 1).ToList();
        return judges < 2 || units.Count == 0 ? null : new AgreementModel
        {
            Steps = Alpha(units, v => v.FirstErrorStep?.ToString(CultureInfo.InvariantCulture) ?? "none"),
            Types = Alpha(units, v => v.ErrorType),
            Failures = units.Count,
            Judges = judges,
        };
    }

    private static EstimateModel? Alpha(List<List<JudgeVote>> units, Func<JudgeVote, string?> label) =>
        KrippendorffAlpha.WithInterval(units.ConvertAll(u => (IReadOnlyList<string?>)u.ConvertAll(v => label(v))), Seeded.Chance) is { } alpha
            ? EstimateModel.Of(alpha)
            : null;
}
