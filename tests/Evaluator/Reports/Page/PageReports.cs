using System.Text.Json;
using System.Text.Json.Nodes;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Divergences;
using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>Reports that a page has to cope with.</summary>
internal static class PageReports
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly EstimateModel Some = new(1.5, 0.5, 2.5);
    private static readonly ShareModel Share = ShareModel.Of(new Proportion(6, 20));

    /// <summary>Every optional part is there; the loss can be moved over 0, 2 and 12 points.</summary>
    public static ReportModel Full()
    {
        var report = ReportSamples.Report();
        return report with
        {
            Summary = ["With an acceptable loss of 2 points: a headline.", "The reference solves it.", "m-Q2: loses."],
            Samples = 2,
            NoiseFloor = new NoiseFloorModel { Variant = "m-f16-again", Flips = Share, Loss = new EstimateModel(0.1, -0.4, 0.6), Lost = 4, Gained = 2 },
            Agreement = new AgreementModel { Steps = new EstimateModel(0.61, 0.5, 0.7), Types = new EstimateModel(null, null, null), Failures = 9, Judges = 2 },
            JudgeWarnings = ["A warning."],
            JudgeCosts = [new JudgeCostModel("j", 3, 1200, 300, 6.5), new JudgeCostModel("k", 3, 0, 0, 0)],
            JudgeAccuracy = [new JudgeAccuracyModel { Judge = "panel", AnnotatorKind = "model", Labels = "m, round 1", Covered = Share, Step = Some, Type = Some, Both = Some }],
            AnnotatorAgreement = [new AnnotatorAgreementModel { AnnotatorKind = "model", Labels = "m, rounds 1 and 2", SameStep = Share, SameStepAndType = Share, StepAlpha = new EstimateModel(0.83, 0.7, 0.9) }],
            CorrectedByKind = "model",
            DivergenceNote = "What divergence is.",
            Variants = [.. report.Variants.Select(v => v.Loss is { } loss ? Compared(v, loss) : v with { Sampled = Samples(), Equations = Equations() })],
        };
    }

    /// <summary>The same with other text added to every text that it holds, whoever wrote it.</summary>
    public static ReportModel With(this ReportModel report, string text) =>
        With(JsonSerializer.SerializeToNode(report, Web), text).Deserialize<ReportModel>(Web).ShouldNotBeNull();

    /// <summary>Many failures of two variants over two subjects; every tenth is one on which judges disagree, the last speaks of a needle.</summary>
    public static ReportModel Many(int failures)
    {
        var report = Full();
        return report with { Failures = [.. Enumerable.Range(0, failures).Select(i => Failure(report.Failures[0], i, last: i == failures - 1))] };
    }

    private static FailureModel Failure(FailureModel pattern, int i, bool last)
    {
        var step = $"Multiply $\\frac{{{i}}}{{7}} \\cdot {i % 13} = {i + 1}$, since \\( \\sqrt{{{i}}} \\) is positive.";
        var steps = Enumerable.Repeat(step, 6).ToList();
        return pattern with
        {
            Variant = i % 2 == 0 ? "m-Q2" : "m-Q4",
            Subject = i % 4 < 3 ? "Algebra" : "Geometry",
            Level = 1 + (i % 5),
            ProblemId = $"p{i}",
            Problem = $"Problem {i}{(last ? " of a needle" : "")}: find $x$ in $x^2 + {i}x = \\frac{{1}}{{{i + 1}}}$ and give it in lowest terms, as a common fraction.",
            Flip = i % 3 == 0 ? "Lost" : "BothWrong",
            Outcome = i % 10 == 0 ? "judges disagree" : "computational_error",
            Agreement = i % 10 == 0 ? "no step has more than half of 3 votes" : i % 10 < 5 ? "2 of 3 votes for step 2" : "3 of 3 votes for step 2",
            Steps = steps,
            Output = string.Join("\n\n", steps),
            ReferenceSteps = [steps[0], $"{step} Otherwise.", step],
            ReferenceOutput = string.Join("\n\n", [steps[0], $"{step} Otherwise.", step]),
            DivergesAt = 2 * step.Length + 2,
            FlipStep = 1,
        };
    }

    private static VariantModel Compared(VariantModel v, LossModel loss) => v with
    {
        Sampled = Samples(),
        TokenInflation = new EstimateModel(104.2, 101, 107.5),
        Cost = new CostModel { GeneratedTokens = 1400, QueueSeconds = 1, PrefillSeconds = 2, DecodeSeconds = 90 },
        TypeShift = new ShiftModel { ChiSquare = 3, DegreesOfFreedom = 6, P = 0.2, Holm = 0.4, CramersV = 0.1, ReferenceErrors = 3, VariantErrors = 8 },
        HazardTest = new HazardTestModel { Observed = 8, Expected = 4.5, Ratio = 1.78, P = 0.03, Holm = 0.06, Pairs = 19 },
        HazardWhereReferenceRight = v.Hazard,
        Equations = Equations() with { Difference = Some, Ratio = Some },
        CorrectedErrors = [.. v.Errors.Select(e => new CorrectedRateModel(e.Name, Some, new EstimateModel(7.7, 3.3, 9.9)))],
        Divergence = Divergence(),
        Loss = loss with
        {
            Verdicts = [new VerdictAtModel(0, "loses", null), new VerdictAtModel(2, loss.Verdict ?? "", null), new VerdictAtModel(12, "undecided", 800)],
            Bootstrap = Some,
            SmallestDetectable = 4.4,
            FlipsBeyondNoise = Some,
        },
    };

    private static SamplesModel Samples() => new([new AtKModel(1, Some), new AtKModel(2, new EstimateModel(88.8, 80, 95))], [new AtKModel(2, Some)], 20);

    private static EquationsModel Equations() => new() { Checked = 200, Wrong = 3, Outputs = 20, Per100 = Some };

    private static DivergenceModel Divergence() => new()
    {
        Solutions = 20,
        Tokens = 1400,
        MeanKl = new EstimateModel(0.012, 0.008, 0.02),
        WithoutFlip = Share,
        BySteps = [new StepKlModel(1, 20, 0.01), new StepKlModel(2, 12, 0.02)],
        Agreement = new FlipAgreementModel { Same = Share, ChancePercent = 24.5, P = 0.03, WithoutFlip = 1 },
    };

    private static JsonNode? With(JsonNode? node, string text) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, With(f.Value, text)))),
        JsonArray items => new JsonArray([.. items.Select(i => With(i, text))]),
        JsonValue value when value.TryGetValue<string>(out var own) => JsonValue.Create(own + text),
        _ => node?.DeepClone(),
    };
}
