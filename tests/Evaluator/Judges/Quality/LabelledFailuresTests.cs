using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Judges.Quality;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Judges.Quality;

/// <summary>The rule judge against labels of MiniMATH's own failures (tests/Vectors/Judges).</summary>
public sealed class LabelledFailuresTests
{
    [Fact]
    public async Task The_rule_judge_finds_most_first_wrong_steps_of_MiniMaths_own_failures()
    {
        var cases = (await DatasetReader.ReadLabelledAsync(PathOf(1), TestContext.Current.CancellationToken)).Select(LabelledCases.Of).ToList();
        var run = new QualityRun(new JudgePanel([new PanelSeat(new RuleJudge(TimeProvider.System))]));

        var figures = run.Figures(await run.JudgeAsync(cases, _ => { }, TestContext.Current.CancellationToken))[0];

        figures.N.ShouldBe(200);
        figures.Erroneous.Value.ShouldNotBeNull().ShouldBeGreaterThan(0.8);
        figures.Precision.Value.ShouldNotBeNull().ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task The_second_reading_agrees_with_the_first()
    {
        var labels = new List<FailureLabel>();
        foreach (var round in (int[])[1, 2])
        {
            var lines = await File.ReadAllLinesAsync(PathOf(round), TestContext.Current.CancellationToken);
            labels.AddRange(lines.Select((line, i) => LabelOf(AnnotationRow.Parse(line, $"{i + 1}"), i)));
        }

        var agreement = LabelAgreement.Of(labels).ShouldHaveSingleItem();

        (agreement.Kind, agreement.Failures, agreement.SameStep.Successes, agreement.SameBoth.Successes).ShouldBe(("model", 200, 199, 198));
        agreement.StepAlpha.ShouldNotBeNull().Value.ShouldBe(0.993, 0.001);
    }

    private static string PathOf(int round) => Repository.PathOf("tests", "Vectors", "Judges", $"minimath_failures_round{round}.jsonl");

    private static FailureLabel LabelOf(AnnotationRow row, int result) => new()
    {
        ResultId = result, AnnotatorKind = row.Annotator.Kind ?? "", AnnotatorName = row.Annotator.Name ?? "", Round = row.Round,
        FirstErrorStep = row.FirstErrorStep, ErrorType = row.ErrorType ?? "", Stratum = row.Stratum, Weight = row.Weight,
    };
}
