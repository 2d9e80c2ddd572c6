using QuantGrpc.Evaluator.Judges;

namespace QuantGrpc.Tests.Evaluator.Judges;

public sealed class JudgePanelTests
{
    [Fact]
    public void One_judges_verdict_stands_and_is_marked()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError)]);

        panel.Vote.OneJudge.ShouldBeTrue();
        panel.Vote.IsEscalated.ShouldBeFalse();
        panel.Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(2);
    }

    [Fact]
    public void Two_of_three_agree_on_step_and_type()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError), Valid(3, ErrorType.FormulaRuleError), Valid(2, ErrorType.ComputationalError)]);

        panel.Located.ShouldNotBeNull().Type.ShouldBe(ErrorType.ComputationalError);
        panel.Vote.TypeAgreed.ShouldBeTrue();
        panel.Vote.Agreeing.ShouldBe(2);
    }

    [Fact]
    public void Who_agrees_on_the_step_alone_gives_the_step_alone()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError), Valid(2, ErrorType.FormulaRuleError)]);

        panel.Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(2);
        panel.Vote.TypeAgreed.ShouldBeFalse();
        panel.Vote.IsEscalated.ShouldBeTrue();
    }

    [Fact]
    public void A_tie_and_a_vote_beside_invalid_ones_decide_nothing()
    {
        JudgePanel.Vote([Valid(1, ErrorType.ComputationalError), Valid(2, ErrorType.ComputationalError)]).Located.ShouldBeNull();
        JudgePanel.Vote([Valid(1, ErrorType.ComputationalError), Invalid()]).Located.ShouldBeNull();
    }

    [Fact]
    public void Weight_outvotes_numbers_but_never_stands_alone()
    {
        SeatVerdict[] split = [Valid(1, ErrorType.FormulaRuleError), Valid(1, ErrorType.FormulaRuleError), Valid(2, ErrorType.ComputationalError) with { Weight = 2 }];

        JudgePanel.Vote(split).Located.ShouldBeNull(); // two against two
        JudgePanel.Vote([.. split, Valid(2, ErrorType.ComputationalError)]).Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(2);
        JudgePanel.Vote([Valid(1, ErrorType.FormulaRuleError), Valid(2, ErrorType.ComputationalError) with { Weight = 5 }]).Located.ShouldBeNull();
    }

    [Fact]
    public void An_arbiters_word_stands_where_the_vote_left_something_open()
    {
        var arbiter = Valid(3, ErrorType.ProceduralError) with { IsArbiter = true };
        SeatVerdict[] tie = [Valid(1, ErrorType.ComputationalError), Valid(2, ErrorType.ComputationalError)];
        SeatVerdict[] typeOpen = [Valid(3, ErrorType.ComputationalError), Valid(3, ErrorType.FormulaRuleError)];

        JudgePanel.Vote([.. tie, arbiter]).Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(3);
        JudgePanel.Vote([.. typeOpen, arbiter]).Located.ShouldNotBeNull().Type.ShouldBe(ErrorType.ProceduralError);
        JudgePanel.Vote([.. tie, arbiter]).Vote.ByArbiter.ShouldBeTrue();
    }

    [Fact]
    public void An_arbiter_overrules_no_vote()
    {
        var arbiter = Valid(3, ErrorType.ProceduralError) with { IsArbiter = true };
        SeatVerdict[] agreed = [Valid(1, ErrorType.ComputationalError), Valid(1, ErrorType.ComputationalError)];
        SeatVerdict[] stepAgreed = [Valid(1, ErrorType.ComputationalError), Valid(1, ErrorType.FormulaRuleError)];

        JudgePanel.Vote([.. agreed, arbiter]).Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(1);
        JudgePanel.Vote([.. stepAgreed, arbiter]).Vote.ByArbiter.ShouldBeFalse();
        JudgePanel.Vote([.. stepAgreed, arbiter]).Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(1);
    }

    [Fact]
    public async Task Arbiters_are_asked_only_where_voters_leave_something_open_and_see_the_case_alone()
    {
        var (voter, arbiter) = (new ScriptedJudge("voter"), new ScriptedJudge("arbiter"));
        var panel = new JudgePanel([new PanelSeat(voter), new PanelSeat(arbiter, IsArbiter: true)]);

        voter.Says = 1;
        var settled = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);
        (settled.Verdicts.Count, arbiter.Seen.Count).ShouldBe((1, 0));

        voter.Says = null;
        arbiter.Says = 2;
        var escalated = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);
        escalated.Vote.ByArbiter.ShouldBeTrue();
        arbiter.Seen.ShouldHaveSingleItem().ShouldBeSameAs(Case);
    }

    [Fact]
    public async Task The_next_arbiter_is_asked_where_the_one_before_has_no_verdict()
    {
        var (silent, second) = (new ScriptedJudge("silent"), new ScriptedJudge("second") { Says = 1 });
        var panel = new JudgePanel([new PanelSeat(new ScriptedJudge("voter")), new PanelSeat(silent, IsArbiter: true), new PanelSeat(second, IsArbiter: true)]);

        var verdict = await panel.JudgeAsync(Case, TestContext.Current.CancellationToken);

        verdict.Located.ShouldNotBeNull().Reason.ShouldBe("second");
        verdict.Verdicts.Select(v => v.Verdict.Judge).ShouldBe(["voter", "silent", "second"]);
    }

    private static readonly JudgeCase Case = new() { Problem = "p", Steps = ["a", "b"], ReferenceAnswer = "1" };

    private static SeatVerdict Valid(int step, ErrorType type) => new(new JudgeVerdict
    {
        Judge = "j", Kind = VerdictKind.Valid, InputHash = "h", Located = new Located { FirstErrorStep = step, Type = type, AllTypes = [type] },
    });

    private static SeatVerdict Invalid() => new(new JudgeVerdict { Judge = "j", Kind = VerdictKind.Invalid, InputHash = "h" });

    /// <summary>A judge that says what it is told to, and abstains without.</summary>
    private sealed class ScriptedJudge(string id) : Judge
    {
        public override string Id => id;

        public int? Says { get; set; }

        public List<JudgeCase> Seen { get; } = [];

        public override Task<JudgeVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation)
        {
            Seen.Add(judged);
            return Task.FromResult(new JudgeVerdict
            {
                Judge = id, InputHash = "h", Kind = Says is null ? VerdictKind.Abstained : VerdictKind.Valid,
                Located = Says is null ? null : new Located { FirstErrorStep = Says, Type = ErrorType.ComputationalError, Reason = id },
            });
        }
    }
}
