using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>How often a judge, or all of them together, says of labelled failures what the label says. Silence is not right.</summary>
internal sealed record LabelAccuracy
{
    public const string Panel = "panel";

    public required LabelSource Source { get; init; }

    /// <summary>The judge's id, or <see cref="Panel"/>.</summary>
    public required string Judge { get; init; }

    public required int Labels { get; init; }

    /// <summary>Labelled failures on which there is a verdict.</summary>
    public required int Spoke { get; init; }

    /// <summary>Right step, as a share of all failures that were drawn from: weighted, with its interval.</summary>
    public required Estimate Step { get; init; }

    public required Estimate Type { get; init; }

    public required Estimate Both { get; init; }

    /// <summary>One for each source of labels and each judge; one more for the panel where there are several judges.</summary>
    /// <param name="labels">Labels of one run.</param>
    /// <param name="votes">The judges' votes on the same run's results.</param>
    public static IReadOnlyList<LabelAccuracy> Of(IReadOnlyList<FailureLabel> labels, IReadOnlyList<JudgeVote> votes)
    {
        var byResult = votes.GroupBy(v => v.ResultId).ToDictionary(g => g.Key, g => new FailureVote([.. g]));
        var judges = votes.Select(v => v.Judge).Distinct().ToList();
        var isPanel = judges.Count > 1;
        return
        [
            .. labels.GroupBy(LabelSource.Of).SelectMany(group => judges
                .Select(judge => Of(group.Key, judge, [.. group.Select(label => new Said(label, OwnOf(byResult.GetValueOrDefault(label.ResultId), judge)))]))
                .Concat(!isPanel ? [] : [Of(group.Key, Panel, [.. group.Select(label => new Said(label, TogetherOf(byResult.GetValueOrDefault(label.ResultId))))])])),
        ];
    }

    private static LabelAccuracy Of(LabelSource source, string judge, IReadOnlyList<Said> said) => new()
    {
        Source = source,
        Judge = judge,
        Labels = said.Count,
        Spoke = said.Count(s => s.Ballot is not null),
        Step = Weighted(said, s => s.IsRightStep),
        Type = Weighted(said, s => s.IsRightType),
        Both = Weighted(said, s => s is { IsRightStep: true, IsRightType: true }),
    };

    // A stratum's labels stand for as many failures as their weights add up to.
    private static Estimate Weighted(IReadOnlyList<Said> said, Func<Said, bool> isRight) => StratifiedProportion.Of(
    [
        .. said.GroupBy(s => s.Label.Stratum).Select(g => new Stratum(
            Math.Max(g.Count(), (int)Math.Round(g.Sum(s => s.Label.Weight))), new Proportion(g.Count(isRight), g.Count()))),
    ]).Share;

    private static Ballot? OwnOf(FailureVote? vote, string judge) =>
        vote?.All.FirstOrDefault(v => v.Judge == judge && v.Kind == VerdictKind.Valid) is { } own ? new Ballot(own.FirstErrorStep, own.ErrorType) : null;

    private static Ballot? TogetherOf(FailureVote? vote) => vote is { IsDecided: true } ? new Ballot(vote.FirstErrorStep, vote.ErrorType) : null;

    private sealed record Said(FailureLabel Label, Ballot? Ballot)
    {
        public bool IsRightStep => Ballot is not null && Ballot.Step == Label.FirstErrorStep;

        public bool IsRightType => Ballot is not null && Ballot.Type == Label.ErrorType;
    }
}
