using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>A report on failures that several judges have seen. The variant fails on every problem, the reference on none.</summary>
public sealed class PanelReportTests : IDisposable
{
    private const string Computing = "computational_error";
    private const string Rule = "formula_rule_error";

    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task The_step_stands_that_most_judges_name_whoever_was_asked_first()
    {
        var report = await BuildAsync([[Says(1, Rule), Says(3, Computing), Says(3, Computing)]]);

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.FirstErrorStep, failure.ErrorType, failure.Outcome).ShouldBe((3, Computing, Computing));
        failure.Agreement.ShouldBe("2 of 3 votes for step 3");
        failure.Verdicts.Select(v => v.Verdict).ShouldBe([$"step 1, {Rule}", $"step 3, {Computing}", $"step 3, {Computing}"]);
        Rates(report).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task A_tie_is_called_one_and_counts_as_no_error_of_any_type()
    {
        var report = await BuildAsync([[Says(1, Rule), Says(2, Computing)]]);

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.FirstErrorStep, failure.ErrorType, failure.Outcome).ShouldBe((null, null, "judges disagree"));
        failure.Agreement.ShouldBe("no step has more than half of 2 votes");
        Rates(report).ShouldBe([0, 0]);
        Variant(report).Judged.ShouldBe(0);
        Variant(report).Disagreed.ShouldBe(1);
        report.JudgeNote.ShouldContain("Failures on which the judges disagree: 1;");
    }

    [Fact]
    public async Task Who_agrees_on_the_step_alone_gives_the_step_without_a_type()
    {
        var report = await BuildAsync([[Says(2, Rule), Says(2, Computing)]]);

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.FirstErrorStep, failure.ErrorType, failure.Outcome).ShouldBe((2, null, "type not agreed"));
        (Variant(report).Judged, Variant(report).TypesOpen).ShouldBe((1, 1));
        Rates(report).ShouldBe([0, 0]);
    }

    [Fact]
    public async Task One_valid_verdict_beside_an_invalid_one_is_no_majority()
    {
        var report = await BuildAsync([[Says(2, Rule), Fails(VerdictKind.Invalid)], [Fails(VerdictKind.Invalid), Fails(VerdictKind.DoesNotFit)]]);

        report.Failures.Select(f => f.Outcome).ShouldBe(["no second vote", "no valid verdict"]);
        report.Failures.Select(f => f.Agreement).ShouldBe(["1 valid of 2 verdicts; two are needed", "0 valid of 2 verdicts; two are needed"]);
        Variant(report).Judged.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_that_one_judge_has_seen_shows_its_verdict_and_says_so()
    {
        var report = await BuildAsync([[Says(2, Rule)], [Says(1, Rule), Says(1, Rule)]]);

        report.Failures.Select(f => f.Agreement).ShouldBe(["one judge, no vote", "2 of 2 votes for step 1"]);
        Rates(report).ShouldBe([0, 2]);
        report.JudgeNote.ShouldContain("Seen by one judge alone, whose verdict stands: 1.");
    }

    [Fact]
    public async Task Agreement_is_counted_where_two_or_more_gave_a_valid_verdict()
    {
        var report = await BuildAsync(
        [
            [Says(1, Rule), Says(1, Rule), Says(2, Rule)],
            [Says(1, Rule), Says(2, Rule), Fails(VerdictKind.Invalid)],
            [Says(null, "none"), Says(null, "none"), Says(null, "none")],
            [Says(1, Rule), Fails(VerdictKind.Failed), Fails(VerdictKind.Invalid)],
        ]);

        report.Judges.Select(j => j.Agreement).Select(a => $"{a?.Successes} of {a?.Trials}").ShouldBe(["2 of 3", "2 of 3", "1 of 2"]);
        report.Failures[2].Outcome.ShouldBe("no wrong step");
    }

    public void Dispose() => _folder.Dispose();

    private static VariantModel Variant(ReportModel report) => report.Variants.Single(v => !v.IsReference);

    private static int[] Rates(ReportModel report) => [.. Variant(report).Capabilities.Select(c => c.Rate.Successes)];

    private static JudgeVerdict Says(int? step, string type) => StoreSamples.Verdict(0, VerdictKind.Valid) with { FirstErrorStep = step, ErrorType = type };

    private static JudgeVerdict Fails(VerdictKind kind) => StoreSamples.Verdict(0, kind);

    // A row of verdicts for each failure, one a judge.
    private async Task<ReportModel> BuildAsync(JudgeVerdict[][] verdicts)
    {
        await using var store = await _folder.OpenAsync();
        await store.CreateRunAsync(StoreSamples.Run(problems: verdicts.Length) with { Judges = ["judge-0", "judge-1", "judge-2"] });
        for (var problem = 0; problem < verdicts.Length; problem++)
        {
            var reference = (await store.AddResultAsync(StoreSamples.Result("F16", problem))).ResultId;
            await store.AddGradeAsync(StoreSamples.Grade(reference, problem, GradeVerdict.Equivalent));
            var failure = (await store.AddResultAsync(StoreSamples.Result("Q2_K", problem))).ResultId;
            await store.AddGradeAsync(StoreSamples.Grade(failure, problem, GradeVerdict.NotEquivalent));
            for (var judge = 0; judge < verdicts[problem].Length; judge++)
            {
                await store.AddVerdictAsync(verdicts[problem][judge] with { ResultId = failure, Judge = $"judge-{judge}" });
            }
        }

        var run = (await store.GetRunAsync("run-1")).ShouldNotBeNull();
        return await new ReportBuilder(store, acceptablePoints: 2).BuildAsync(run, CancellationToken.None);
    }
}
