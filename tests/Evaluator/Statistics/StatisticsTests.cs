using MathNet.Numerics.Distributions;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class StatisticsTests
{
    // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score).
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_the_published_one(int successes, int trials, double low, double high)
    {
        var interval = new Proportion(successes, trials).Wilson();

        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(8, 2, 0.109375)]
    [InlineData(3, 3, 1)]
    public void McNemars_test_is_the_binomial_of_the_flips(int lost, int gained, double p) =>
        new PairedOutcomes(lost, gained, 100).McNemar().ShouldBe(p, 1e-9);

    [Fact]
    public void The_score_is_zero_at_the_observed_loss_and_turns_with_the_sides()
    {
        var outcomes = new PairedOutcomes(12, 5, 200);
        var turned = new PairedOutcomes(5, 12, 200);

        outcomes.Score(outcomes.Loss).ShouldBe(0, 1e-9);
        outcomes.Score(0.1).ShouldBe(-turned.Score(-0.1), 1e-9);
        outcomes.LossInterval(1.96).Low.ShouldBe(-turned.LossInterval(1.96).High, 1e-6);
    }

    [Fact]
    public void Tangos_interval_holds_the_true_loss_as_often_as_it_says()
    {
        var chance = new Random(20260101);
        var covered = 0;
        const int Trials = 2000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var (lost, gained) = (0, 0);
            for (var i = 0; i < 150; i++)
            {
                var draw = chance.NextDouble();
                lost += draw < 0.08 ? 1 : 0;
                gained += draw is >= 0.08 and < 0.13 ? 1 : 0;
            }

            var interval = new PairedOutcomes(lost, gained, 150).LossInterval(Proportion.Z95);
            covered += interval.Low <= 0.03 && 0.03 <= interval.High ? 1 : 0;
        }

        (covered / (double)Trials).ShouldBeInRange(0.935, 0.965);
    }

    [Fact]
    public void Holms_adjustment_steps_down() => Holm.Adjust([0.01, 0.04, 0.03]).ShouldBe([0.03, 0.06, 0.06]);

    [Theory]
    [InlineData(3, 3, 5000, LossName.MayShip)]
    [InlineData(400, 50, 2000, LossName.Loses)]
    [InlineData(8, 4, 100, LossName.Undecided)]
    public void A_verdict_is_sure_or_none(int lost, int gained, int pairs, string decision)
    {
        var verdict = LossTest.Decide([new PairedOutcomes(lost, gained, pairs)], 0.02).ShouldHaveSingleItem();

        verdict.Decision.ToString().ShouldBe(decision);
        (verdict.ProblemsToDecide > pairs).ShouldBe(decision == LossName.Undecided);
    }

    [Fact]
    public void What_would_pass_passes_at_the_bound_that_it_states()
    {
        var outcomes = new PairedOutcomes(8, 4, 100);
        var passes = LossTest.Decide([outcomes], 0.02)[0].PassesAt;

        LossTest.Decide([outcomes], passes + 0.001)[0].Decision.ShouldBe(LossDecision.MayShip);
        Normal.CDF(0, 1, outcomes.StrictScore(passes, 1)).ShouldBe(0.05, 1e-6);
    }

    [Fact]
    public void The_hazard_counts_errors_among_those_that_reach_a_step() =>
        StepHazard.Of([new SolutionCourse(3, null), new SolutionCourse(3, 1), new SolutionCourse(3, 2), new SolutionCourse(2, null)])
            .ShouldBe([new Proportion(1, 4), new Proportion(1, 3), new Proportion(0, 1)]);

    private static class LossName
    {
        public const string MayShip = nameof(LossDecision.MayShip);
        public const string Loses = nameof(LossDecision.Loses);
        public const string Undecided = nameof(LossDecision.Undecided);
    }
}
