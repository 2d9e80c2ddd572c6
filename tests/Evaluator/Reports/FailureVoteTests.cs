using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

public sealed class FailureVoteTests
{
    [Fact]
    public void What_an_arbiter_settles_is_counted_apart_and_is_open_no_more()
    {
        var tie = new FailureVote([Vote("a", 1), Vote("b", 2)]);
        var settled = new FailureVote([Vote("a", 1), Vote("b", 2), Vote("c", 2) with { Role = JudgeRole.Arbiter }]);

        (tie.IsEscalated, tie.IsOpen, tie.ByArbiter).ShouldBe((true, true, false));
        (settled.IsEscalated, settled.IsOpen, settled.ByArbiter, settled.FirstErrorStep).ShouldBe((true, false, true, 2));
        settled.Agreement.ShouldBe("settled by the arbiter after 2 valid of 2 verdicts");
        settled.Votes.Count.ShouldBe(2);
    }

    [Fact]
    public void Weights_count_as_they_were_stored()
    {
        var vote = new FailureVote([Vote("a", 1), Vote("b", 1), Vote("c", 2) with { Weight = 2 }, Vote("d", 2)]);

        (vote.IsDecided, vote.FirstErrorStep).ShouldBe((true, 2));
    }

    [Fact]
    public void A_failure_that_nobody_has_seen_is_neither_escalated_nor_open()
    {
        var unseen = new FailureVote([]);

        (unseen.IsEscalated, unseen.IsOpen, unseen.IsDecided).ShouldBe((false, false, false));
    }

    private static JudgeVote Vote(string judge, int step) => new()
    {
        ResultId = 1, Judge = judge, Kind = VerdictKind.Valid, FirstErrorStep = step, ErrorType = "computational_error",
    };
}
