using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Generation;
using static QuantGrpc.Tests.Evaluator.Commands.LaneSamples;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class LaneFactsTests
{
    private static readonly string[] Right = ["Step 1: ", "1+1=", "2", ".\n", "The answer is $\\boxed{2}$."];
    private static readonly string[] Wrong = ["Step 1: ", "1+1=", "3", ".\n", "The answer is $\\boxed{3}$."];

    [Fact]
    public void A_parting_names_token_step_divergence_and_both_choices()
    {
        var facts = FactsOf(Right, Wrong, Same(0), Same(1), Diverged(2), Apart(3), Apart(4));

        facts["first divergence"].ShouldBe("token 2, step 1, KL 0.2000 nats");
        facts["  reference took"].ShouldBe("\"2\": 50.0 % by itself, not among the first 0 by m-Q2_K; margin 0.25");
        facts["  this side took"].ShouldBe("\"3\": 50.0 % by itself, not among the first 0 by m-f16; margin 0.25");
    }

    [Fact]
    public void Answers_are_graded_where_the_right_one_is_known()
    {
        FactsOf(Right, Wrong, Diverged(2))["answer"].ShouldBe("3, wrong: 2 is right");
        FactsOf(Right, Right)["answer"].ShouldBe("2, right");
        new LaneFacts(LaneSamples.Of(Right, Wrong).Reference, gold: null).Of(LaneSamples.Of(Right, Wrong).Sides[1])
            .Single(f => f.Name == "answer").Value.ShouldBe("3");
    }

    [Fact]
    public void Agreement_is_the_servers_count_and_divergence_that_of_equal_contexts()
    {
        var lanes = LaneSamples.Of(Right, Wrong, Diverged(2));
        var total = new SideTotal { Side = 1, Text = "", Tokens = 5, FirstDivergence = 2, Rejoins = 1, EqualTokens = 4 };
        lanes.Take(new ComparisonEnded([total]));

        var facts = Named(new LaneFacts(lanes.Reference, gold: null).Of(lanes.Sides[1]));

        facts["equal"].ShouldBe("4 of 5 tokens (80.0 %)");
        facts["rejoins"].ShouldBe("1");
        facts["KL, same context"].ShouldBe("mean 0.2000 nats over 5 tokens");
        facts["  largest"].ShouldStartWith("0.4000 at 4");
    }

    [Fact]
    public void The_reference_is_compared_with_nothing()
    {
        var lanes = LaneSamples.Of(Right, Right);

        new LaneFacts(lanes.Reference, gold: null).Of(lanes.Reference).Select(f => f.Name).ShouldBe(["ended", "answer"]);
    }

    private static Dictionary<string, string> FactsOf(string[] reference, string[] side, params SideAlignment[] alignments)
    {
        var lanes = LaneSamples.Of(reference, side, alignments);
        return Named(new LaneFacts(lanes.Reference, gold: "2").Of(lanes.Sides[1]));
    }

    private static Dictionary<string, string> Named(IReadOnlyList<LaneFact> facts) => facts.ToDictionary(f => f.Name, f => f.Value);
}
