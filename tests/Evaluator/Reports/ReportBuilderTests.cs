using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>From a store to a report. Problems 0 to 3; the reference is F16.</summary>
public sealed class ReportBuilderTests : IDisposable
{
    private const GradeVerdict Right = GradeVerdict.Equivalent;
    private const GradeVerdict Wrong = GradeVerdict.NotEquivalent;
    private const GradeVerdict Open = GradeVerdict.Ungradable;

    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task What_cannot_be_graded_hurts_the_variant_and_the_loss_without_it_stands_beside()
    {
        var report = await BuildAsync([Right, Right, Wrong, Open], [Right, Wrong, Right, Open]);

        var loss = Variant(report).Loss.ShouldNotBeNull();
        (loss.Lost, loss.Gained, loss.Pairs).ShouldBe((2, 1, 4));
        var gradable = loss.GradableOnly.ShouldNotBeNull();
        (gradable.More, gradable.Fewer, gradable.Pairs).ShouldBe((1, 1, 3));
    }

    [Fact]
    public async Task Where_everything_is_graded_there_is_one_loss()
    {
        var report = await BuildAsync([Right, Right, Wrong, Right], [Right, Wrong, Right, Wrong]);

        Variant(report).Loss.ShouldNotBeNull().GradableOnly.ShouldBeNull();
    }

    [Fact]
    public async Task Error_rates_are_compared_with_the_reference_on_the_same_problems()
    {
        var report = await BuildAsync([Right, Right, Wrong, Right], [Wrong, Wrong, Wrong, Right]);

        var computing = Variant(report).Capabilities[0];
        (computing.Rate.Successes, computing.Rate.Trials).ShouldBe((3, 4));
        var difference = computing.Difference.ShouldNotBeNull();
        (difference.Points, difference.More, difference.Fewer, difference.Pairs).ShouldBe((50, 2, 0, 4));
        report.Variants.Single(v => v.IsReference).Capabilities[0].Difference.ShouldBeNull();
    }

    [Fact]
    public async Task Subjects_and_levels_are_crossed_and_empty_cells_have_no_trials()
    {
        var report = await BuildAsync([Right, Right, Wrong, Right], [Right, Wrong, Wrong, Wrong]);

        report.Subjects.ShouldBe(["Algebra", "Geometry"]);
        report.Levels.ShouldBe([1, 2, 3, 4]);
        var cross = Variant(report).BySubjectAndLevel;
        cross[0].Select(s => s.Trials).ShouldBe([1, 0, 1, 0]);
        cross[0][0].Successes.ShouldBe(1);
        cross[1][1].Successes.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_carries_the_references_steps_and_the_judges_reply()
    {
        var report = await BuildAsync([Right, Right, Right, Right], [Wrong, Right, Right, Right]);

        var failure = report.Failures.ShouldHaveSingleItem();
        failure.ReferenceSteps.ShouldBe(["so."]);
        failure.ReferenceAnswer.ShouldBe("1");
        failure.Verdicts.ShouldHaveSingleItem().RawReply.ShouldBe("{}");
        failure.FirstErrorStep.ShouldBe(1);
    }

    [Fact]
    public async Task An_unfinished_run_has_counts_and_no_verdict()
    {
        var report = await BuildAsync([Right, Right, Right, Right], [Right, Wrong, Wrong], RunState.Cancelled);

        report.IsComplete.ShouldBeFalse();
        report.Unfinished.ShouldNotBeNull().ShouldContain("7 of 8 results");
        Variant(report).Loss.ShouldNotBeNull().Verdict.ShouldBeNull();
        Variant(report).Accuracy.Trials.ShouldBe(3);
        report.Summary.ShouldNotContain(line => line.Contains("may ship"));
    }

    [Fact]
    public async Task The_first_sentence_names_every_variant_under_its_verdict()
    {
        var report = await BuildAsync([Right, Right, Right, Right], [Wrong, Wrong, Wrong, Wrong]);

        report.Summary[0].ShouldBe("With an acceptable loss of 2 points: may ship: none; loses: m-Q2_K; undecided: none.");
    }

    [Fact]
    public async Task Every_judge_is_counted_over_all_failures()
    {
        var report = await BuildAsync([Right, Right, Right, Right], [Wrong, Wrong, Right, Right]);

        report.Judges.Select(j => $"{j.Id}: {j.Valid} valid, {j.Unjudged} unjudged").ShouldBe(["judge-a: 2 valid, 0 unjudged", "judge-b: 0 valid, 2 unjudged"]);
        report.JudgeNote.ShouldContain("Failures that one of the judges has not seen: 2;");
    }

    [Fact]
    public async Task Of_several_samples_each_is_compared_with_the_references_own()
    {
        await using var store = await _folder.OpenAsync();
        await store.CreateRunAsync(StoreSamples.Run(problems: 2) with { Samples = 2 });
        await AddAsync(store, "F16", [Right, Wrong]);
        await AddAsync(store, "F16", [Wrong, Wrong], sample: 1);
        await AddAsync(store, "Q2_K", [Right, Right]);
        await AddAsync(store, "Q2_K", [Right, Wrong], sample: 1);

        var loss = Variant(await BuildAsync(store)).Loss.ShouldNotBeNull();

        (loss.Lost, loss.Gained, loss.Pairs).ShouldBe((0, 2, 4));
    }

    public void Dispose() => _folder.Dispose();

    private static VariantModel Variant(ReportModel report) => report.Variants.Single(v => !v.IsReference);

    private async Task<ReportModel> BuildAsync(GradeVerdict[] reference, GradeVerdict[] variant, RunState state = RunState.Complete)
    {
        await using var store = await _folder.OpenAsync();
        await store.CreateRunAsync(StoreSamples.Run(problems: reference.Length));
        await AddAsync(store, "F16", reference);
        await AddAsync(store, "Q2_K", variant);
        await store.SetStateAsync("run-1", state, null);
        return await BuildAsync(store);
    }

    private static async Task<ReportModel> BuildAsync(RunStore store)
    {
        var run = (await store.GetRunAsync("run-1")).ShouldNotBeNull();
        return await new ReportBuilder(store, acceptablePoints: 2).BuildAsync(run, CancellationToken.None);
    }

    private static async Task AddAsync(RunStore store, string variant, GradeVerdict[] grades, int sample = 0)
    {
        for (var problem = 0; problem < grades.Length; problem++)
        {
            var result = StoreSamples.Result(variant, problem);
            var id = (await store.AddResultAsync(result with { Key = result.Key with { Sample = sample } })).ResultId;
            await store.AddGradeAsync(StoreSamples.Grade(id, problem, grades[problem]));
            if (grades[problem] == Wrong)
            {
                await store.AddVerdictAsync(StoreSamples.Verdict(id, VerdictKind.Valid));
            }
        }
    }
}
