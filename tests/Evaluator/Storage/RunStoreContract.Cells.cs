using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Newest_grade_counts_and_the_same_version_grades_once()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var id = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId;

        (await Store.AddGradeAsync(StoreSamples.Grade(id, 0, GradeVerdict.NotEquivalent))).ShouldBeTrue();
        (await Store.AddGradeAsync(StoreSamples.Grade(id, 0, GradeVerdict.Equivalent))).ShouldBeFalse();
        (await CellsAsync(new CellFilter())).Single().Grade.ShouldBe(GradeVerdict.NotEquivalent);
        (await Store.GetUngradedAsync("run-1", "2")).ShouldBe([id]);

        (await Store.AddGradeAsync(StoreSamples.Grade(id, 0, GradeVerdict.Ungradable, "2"))).ShouldBeTrue();
        (await CellsAsync(new CellFilter())).Single().Grade.ShouldBe(GradeVerdict.Ungradable);
        (await Store.GetUngradedAsync("run-1", "2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Grade_against_another_gold_does_not_count()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var id = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId;

        await Store.AddGradeAsync(StoreSamples.Grade(id, 1, GradeVerdict.Equivalent));

        (await CellsAsync(new CellFilter())).Single().Grade.ShouldBeNull();
        (await Store.GetUngradedAsync("run-1", "1")).ShouldBe([id]);
    }

    [Fact]
    public async Task Only_failures_are_unjudged_and_a_failed_try_is_made_again()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();

        (await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Failed))).ShouldBeTrue();
        (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldBe([failure]);
        (await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid))).ShouldBeTrue();
        (await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Invalid))).ShouldBeFalse();

        (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldBeEmpty();
        (await Store.GetUnjudgedAsync("run-1", "judge-b")).ShouldBe([failure]);
        (await CellsAsync(new CellFilter { ErrorType = "computational_error" })).Single().FirstErrorStep.ShouldBe(1);
    }

    [Fact]
    public async Task A_valid_verdict_counts_before_an_invalid_one_then_the_first_judge_asked()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();

        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid, "judge-b"));
        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Invalid));
        (await CellsAsync(new CellFilter { VerdictKind = VerdictKind.Valid })).Single().Judge.ShouldBe("judge-b");
        await Store.AddJudgeAsync("run-1", "judge-c");
        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid, "judge-c"));

        (await CellsAsync(new CellFilter { VerdictKind = VerdictKind.Valid })).Single().Judge.ShouldBe("judge-b");
        (await Store.GetDetailAsync("run-1", failure)).ShouldNotBeNull().Verdicts.Select(verdict => verdict.Judge)
            .ShouldBe(["judge-a", "judge-b", "judge-c"]);
    }

    [Fact]
    public async Task Verdict_of_a_judge_that_the_run_did_not_ask_stays_out()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();

        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid, "stranger"));

        (await CellsAsync(new CellFilter { UnjudgedOnly = true })).Single().ResultId.ShouldBe(failure);
    }

    [Fact]
    public async Task Each_judge_is_counted_over_all_failures_whichever_verdict_a_list_shows()
    {
        await Store.CreateRunAsync(StoreSamples.Run() with { Judges = ["judge-a", "judge-b", "judge-c"] });
        await GradeAsync("F16", [GradeVerdict.NotEquivalent, GradeVerdict.NotEquivalent, GradeVerdict.Equivalent]);
        await GradeAsync("Q2_K", [GradeVerdict.NotEquivalent, GradeVerdict.Ungradable, GradeVerdict.NotEquivalent]);
        var failures = await Store.GetUnjudgedAsync("run-1", "judge-a");
        await JudgeAsync("judge-a", failures, [VerdictKind.Valid, VerdictKind.Valid, VerdictKind.Valid, VerdictKind.Valid]);
        await JudgeAsync("judge-b", failures, [VerdictKind.Valid, VerdictKind.Invalid, VerdictKind.DoesNotFit, VerdictKind.Failed]);

        var coverage = await Store.GetJudgeCoverageAsync("run-1");

        var none = new JudgeCoverage { Judge = "judge-c", Failures = 4, Valid = 0, Invalid = 0, DoesNotFit = 0, Abstained = 0, Failed = 0 };
        coverage.ShouldBe(
        [
            none with { Judge = "judge-a", Valid = 4, Duration = TimeSpan.FromSeconds(1) },
            none with { Judge = "judge-b", Valid = 1, Invalid = 1, DoesNotFit = 1, Failed = 1, Duration = TimeSpan.FromSeconds(1) },
            none,
        ]);
        coverage.Select(c => c.Unjudged).ShouldBe([0, 0, 4]);
    }

    [Fact]
    public async Task A_judge_of_a_run_without_failures_is_counted_too()
    {
        await Store.CreateRunAsync(StoreSamples.Run());

        (await Store.GetJudgeCoverageAsync("run-1")).Select(c => $"{c.Judge} {c.Failures} {c.Unjudged}").ShouldBe(["judge-a 0 0", "judge-b 0 0"]);
        (await Store.GetJudgeCoverageAsync("none")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cells_are_ordered_filtered_and_paged()
    {
        await GradedRunAsync();

        var all = await CellsAsync(new CellFilter());
        var first = await Store.ListCellsAsync("run-1", new CellFilter(), new CellPage { Size = 3 });
        var rest = await Store.ListCellsAsync("run-1", new CellFilter(), new CellPage { Size = 3, After = first[^1] });

        all.Select(cell => $"{cell.Variant} {cell.ProblemId} {cell.Flip}").ShouldBe(
            ["m-F16 p0 ", "m-F16 p1 ", "m-F16 p2 ", "m-Q2_K p0 Lost", "m-Q2_K p1 Gained", "m-Q2_K p2 BothRight"]);
        first.Concat(rest).ShouldBe(all);
        (await CellsAsync(new CellFilter { Flip = Flip.Lost })).Single().ProblemId.ShouldBe("p0");
        (await CellsAsync(new CellFilter { Variant = "m-F16", Subject = "Geometry", Level = 2 })).Single().ProblemId.ShouldBe("p1");
        (await CellsAsync(new CellFilter { Grade = GradeVerdict.Ungradable })).Single().Variant.ShouldBe("m-F16");
    }

    [Fact]
    public async Task Progress_counts_each_variant()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();
        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid));

        var progress = await Store.GetProgressAsync("run-1");

        progress.ShouldBe(
        [
            new VariantProgress
            {
                Variant = "m-F16", IsReference = true, Cells = 3, Done = 3, Equivalent = 2, NotEquivalent = 0, Ungradable = 1, Judged = 0,
                GeneratedTokens = 6,
            },
            new VariantProgress
            {
                Variant = "m-Q2_K", IsReference = false, Cells = 3, Done = 3, Equivalent = 2, NotEquivalent = 1, Ungradable = 0, Judged = 1,
                GeneratedTokens = 6,
            },
        ]);
    }

    [Fact]
    public async Task Hostile_text_is_stored_with_its_nul_and_lone_surrogates_replaced()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var megabyte = new string('\\', 1 << 20);
        var hostile = StoreSamples.Result("F16", 0, $"a\0b\ud800c\udc00\U0001F600'; DROP TABLE results; --{megabyte}") with { Answer = "\0" };

        var id = (await Store.AddResultAsync(hostile)).ResultId;
        var stored = (await Store.GetDetailAsync("run-1", id)).ShouldNotBeNull().Result;

        stored.Output.ShouldBe($"a\ufffdb\ufffdc\ufffd\U0001F600'; DROP TABLE results; --{megabyte}");
        stored.Answer.ShouldBe("\ufffd");
    }

    /// <summary>Three problems: the variant loses p0 and gains p1, where the reference is ungradable; both have p2.</summary>
    private async Task GradedRunAsync()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        await GradeAsync("F16", [GradeVerdict.Equivalent, GradeVerdict.Ungradable, GradeVerdict.Equivalent]);
        await GradeAsync("Q2_K", [GradeVerdict.NotEquivalent, GradeVerdict.Equivalent, GradeVerdict.Equivalent]);
    }

    private async Task GradeAsync(string variant, GradeVerdict[] verdicts)
    {
        for (var problem = 0; problem < verdicts.Length; problem++)
        {
            var id = (await Store.AddResultAsync(StoreSamples.Result(variant, problem))).ResultId;
            await Store.AddGradeAsync(StoreSamples.Grade(id, problem, verdicts[problem]));
        }
    }

    private async Task JudgeAsync(string judge, IReadOnlyList<long> failures, VerdictKind[] kinds)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            await Store.AddVerdictAsync(StoreSamples.Verdict(failures[i], kinds[i], judge));
        }
    }

    private async Task<IReadOnlyList<Cell>> CellsAsync(CellFilter filter) =>
        await Store.ListCellsAsync("run-1", filter, CellPage.All);
}
