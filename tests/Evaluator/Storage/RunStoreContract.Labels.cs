using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

public abstract partial class RunStoreContract
{
    private static readonly FailureLabel Label = new()
    {
        ResultId = 0, AnnotatorKind = "person", AnnotatorName = "A", Round = 1, FirstErrorStep = 2, ErrorType = "computational_error", Stratum = "s", Weight = 2.5,
    };

    [Fact]
    public async Task Equations_are_counted_once_a_version_of_the_checker()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var id = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId;
        (await CellsAsync(new CellFilter())).Single().EquationsChecked.ShouldBeNull();
        (await Store.GetUncountedAsync("run-1", "1")).ShouldBe([id]);

        await Store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "1", Checked = 4, Wrong = 1 });
        (await Store.GetUncountedAsync("run-1", "1")).ShouldBeEmpty();
        (await Store.GetUncountedAsync("run-1", "2")).ShouldBe([id]);
        await Store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "2", Checked = 5, Wrong = 0 });

        var cell = (await CellsAsync(new CellFilter())).Single();
        (cell.EquationsChecked, cell.EquationsWrong).ShouldBe((5, 0));
    }

    [Fact]
    public async Task Judges_keep_their_seats_and_votes_carry_them()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();
        await Store.SeatJudgeAsync("run-1", new JudgeSeat { Judge = "judge-a", Weight = 2.5 });
        await Store.SeatJudgeAsync("run-1", new JudgeSeat { Judge = "judge-c", Role = JudgeRole.Arbiter });
        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid));
        await Store.AddVerdictAsync(StoreSamples.Verdict(failure, VerdictKind.Valid, "judge-c"));

        var run = (await Store.GetRunAsync("run-1")).ShouldNotBeNull();
        run.Panel.Select(s => (s.Judge, s.Role, s.Weight)).ShouldBe(
            [("judge-a", JudgeRole.Voter, 2.5), ("judge-b", JudgeRole.Voter, 1), ("judge-c", JudgeRole.Arbiter, 1)]);
        (await Store.ListVotesAsync("run-1")).Select(v => (v.Judge, v.Role, v.Weight)).ShouldBe(
            [("judge-a", JudgeRole.Voter, 2.5), ("judge-c", JudgeRole.Arbiter, 1)]);
        (await Store.GetJudgeCoverageAsync("run-1"))[2].Unjudged.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_verdict_says_beside_step_and_type_comes_back_absent_where_it_was_not_asked()
    {
        await GradedRunAsync();
        var failure = (await Store.GetUnjudgedAsync("run-1", "judge-a")).ShouldHaveSingleItem();
        var plain = StoreSamples.Verdict(failure, VerdictKind.Valid);
        await Store.AddVerdictAsync(plain with { Transcription = true, CorrectedSteps = [1, 3], Confidence = 0.25, Notice = "n" });
        await Store.AddVerdictAsync(plain with { Judge = "judge-b" });

        var verdicts = (await Store.GetDetailAsync("run-1", failure)).ShouldNotBeNull().Verdicts;

        (verdicts[0].Transcription, verdicts[0].Confidence, verdicts[0].Notice).ShouldBe((true, 0.25, "n"));
        verdicts[0].CorrectedSteps.ShouldBe([1, 3]);
        (verdicts[1].Transcription, verdicts[1].Confidence, verdicts[1].Notice, verdicts[1].CorrectedSteps).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task Labels_come_back_and_a_mended_one_takes_the_place_of_the_one_before()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var label = Label with { ResultId = (await Store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId };
        var again = label with { Round = 2, FirstErrorStep = null, ErrorType = "none" };
        var mended = label with { FirstErrorStep = 1, Transcription = true };

        await Store.AddLabelsAsync("run-1", [label, again]);
        await Store.AddLabelsAsync("run-1", [mended]);

        (await Store.ListLabelsAsync("run-1")).ShouldBe([mended, again]);
        (await Store.ListLabelsAsync("run-2")).ShouldBeEmpty();
    }
}
