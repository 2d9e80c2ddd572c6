using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>What labels of the run's own failures say of its judges, and of each other.</summary>
internal static class LabelSection
{
    public static IReadOnlyList<JudgeAccuracyModel> Accuracy(IReadOnlyList<FailureLabel> labels, IReadOnlyList<JudgeVote> votes) =>
    [
        .. LabelAccuracy.Of(labels, votes).Select(a => new JudgeAccuracyModel
        {
            Judge = a.Judge,
            AnnotatorKind = a.Source.Kind,
            Labels = a.Source.Words,
            Covered = ShareModel.Of(new Proportion(a.Spoke, a.Labels)),
            Step = EstimateModel.Of(a.Step, 100),
            Type = EstimateModel.Of(a.Type, 100),
            Both = EstimateModel.Of(a.Both, 100),
        }),
    ];

    public static IReadOnlyList<AnnotatorAgreementModel> Agreement(IReadOnlyList<FailureLabel> labels) =>
    [
        .. LabelAgreement.Of(labels).Select(a => new AnnotatorAgreementModel
        {
            AnnotatorKind = a.Kind,
            Labels = string.Join("; ", a.Sources.Select(s => s.Words)),
            SameStep = ShareModel.Of(a.SameStep),
            SameStepAndType = ShareModel.Of(a.SameBoth),
            StepAlpha = a.StepAlpha is { } step ? EstimateModel.Of(step) : null,
            StepAndTypeAlpha = a.BothAlpha is { } both ? EstimateModel.Of(both) : null,
        }),
    ];
}
