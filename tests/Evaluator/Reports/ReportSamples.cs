using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>A small report of three variants: a reference, one that may ship, and one that loses.</summary>
internal static class ReportSamples
{
    public const string Hostile =
        "</script><script>document.title='broken'</script><!-- <img src=x onerror=alert(1)> \u2028 $\\href{javascript:alert(1)}{x}$ \\(\\frac{1}{2}\\)";

    /// <param name="text">Stands wherever a data set, a model or a judge may write.</param>
    public static ReportModel Report(string text = "Find $\\frac{1}{2}$ of $6$.") => new()
    {
        Title = "a title",
        Notice = text,
        IsComplete = true,
        Reference = "m-f16",
        Problems = 20,
        AcceptableLoss = 2,
        Summary = [text],
        Variants = [Variant("m-f16", right: 17, null), Variant("m-Q4", 17, Loss(1, 1, "may ship")), Variant("m-Q2", 9, Loss(9, 1, "loses"))],
        Subjects = ["Algebra", "Geometry"],
        Levels = [1, 2],
        Judges = [Judge("j"), Judge("k") with { Agreement = ShareModel.Of(new Proportion(2, 3)) }],
        JudgeNote = "A note.",
        Failures = [Failure(text, "m-Q2"), Failure(text, "m-f16") with { Flip = null, Outcome = null, Agreement = null, ErrorType = null, FirstErrorStep = null, Verdicts = [] }],
        Facts = [new FactModel("run", "r1"), new FactModel("settings", text)],
    };

    private static JudgeModel Judge(string id) => new()
    {
        Id = id, Valid = 3, Invalid = 0, DoesNotFit = 0, Abstained = 0, Failed = 0, Unjudged = 0, OneJudge = false,
    };

    private static VariantModel Variant(string id, int right, LossModel? loss)
    {
        var half = ShareModel.Of(new Proportion(right / 2, 10));
        var errors = ShareModel.Of(new Proportion(3, 20));
        var difference = loss is null ? null : DifferenceModel.Of(new PairedOutcomes(2, 1, 20));
        return new VariantModel
        {
            Id = id,
            IsReference = loss is null,
            Wakv = "W4/A8/KV16",
            BitsPerWeight = loss is null ? 16 : 4.8,
            FileBytes = 3_000_000,
            Accuracy = ShareModel.Of(new Proportion(right, 20)),
            Ungradable = 0,
            Truncated = 1,
            Looping = 0,
            FollowsFrame = 20,
            WeakAnswers = 0,
            MeanTokens = 70,
            TokensPerSecond = 100,
            Loss = loss,
            BySubject = [half, half],
            ByLevel = [half, half],
            BySubjectAndLevel = [[half, half], [half, half]],
            Errors = [.. ErrorGroups.Types.Select(t => new ErrorRateModel(t, errors, difference))],
            Capabilities = [.. ErrorGroups.Capabilities.Select(c => new ErrorRateModel(c, errors, difference))],
            Hazard = [errors, half],
            Failed = 20 - right,
            Judged = 20 - right,
        };
    }

    private static LossModel Loss(int lost, int gained, string verdict) => new()
    {
        Points = 5.0 * (lost - gained),
        Low = (5.0 * (lost - gained)) - 3,
        High = (5.0 * (lost - gained)) + 3,
        OfReference = new EstimateModel(6, 1, 11),
        Lost = lost,
        Gained = gained,
        Pairs = 20,
        McNemar = 0.02,
        Holm = 0.04,
        Verdict = verdict,
        PassesAt = 3,
        GradableOnly = DifferenceModel.Of(new PairedOutcomes(lost, gained, 18)),
    };

    private static FailureModel Failure(string text, string variant) => new()
    {
        Variant = variant,
        ProblemId = text,
        Subject = "Algebra",
        Level = 1,
        Problem = text,
        Gold = text,
        Answer = text,
        Grade = "not equivalent",
        Rule = "scalar",
        Flip = "Lost",
        Steps = [text, text],
        Output = text,
        ReferenceOutput = text,
        ReferenceSteps = [text],
        ReferenceAnswer = text,
        Outcome = "computational_error",
        Agreement = "2 of 2 votes for step 2",
        FirstErrorStep = 2,
        ErrorType = "computational_error",
        Verdicts = [new JudgementModel("j", "step 2, computational_error", text, $"reply: {text}"), new JudgementModel("k", "step 2, computational_error", null, text)],
    };
}
