using MathNet.Numerics.Distributions;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class LossTestTests
{
    private static readonly PairedOutcomes[] Three = [new(20, 15, 1000), new(35, 20, 1000), new(40, 5, 1000)];

    [Fact]
    public void Each_variant_passes_at_the_loss_it_states_and_not_below()
    {
        var verdicts = LossTest.Decide(Three, 0.02);

        for (var i = 0; i < Three.Length; i++)
        {
            LossTest.Decide(Three, verdicts[i].PassesAt + 1e-6)[i].Decision.ShouldBe(LossDecision.MayShip);
            LossTest.Decide(Three, verdicts[i].PassesAt - 1e-6)[i].Decision.ShouldNotBe(LossDecision.MayShip);
        }
    }

    [Fact]
    public void The_problems_that_it_asks_for_decide()
    {
        PairedOutcomes[] variants = [new(8, 5, 200), new(9, 3, 200)];
        var needed = LossTest.Decide(variants, 0.02)[0].ProblemsToDecide.ShouldNotBeNull();
        var factor = needed / 200.0;
        PairedOutcomes[] grown = [.. variants.Select(v => new PairedOutcomes((int)(v.Lost * factor), (int)(v.Gained * factor), needed))];

        LossTest.Decide(grown, 0.021)[0].Decision.ShouldBe(LossDecision.MayShip);
        LossTest.Decide(variants, 0.02)[0].Decision.ShouldBe(LossDecision.Undecided);
    }

    [Fact]
    public void Other_variants_make_a_verdict_harder()
    {
        var alone = LossTest.Decide([Three[0]], 0.02)[0].PassesAt;

        LossTest.Decide(Three, 0.02)[0].PassesAt.ShouldBeGreaterThan(alone);
    }

    [Fact]
    public void Without_pairs_nothing_is_decided()
    {
        var verdict = LossTest.Decide([new PairedOutcomes(0, 0, 0)], 0.02)[0];

        verdict.Decision.ShouldBe(LossDecision.Undecided);
        verdict.PassesAt.ShouldBe(1);
        verdict.ProblemsToDecide.ShouldBeNull();
    }

    [Fact]
    public void A_loss_on_the_bound_is_never_decided() =>
        LossTest.Decide([new PairedOutcomes(5, 3, 100)], 0.02)[0].ProblemsToDecide.ShouldBeNull();

    [Fact]
    public void Samples_of_a_problem_are_no_problems_of_their_own()
    {
        double[] reference = [.. Enumerable.Range(0, 300).Select(i => i % 10 == 0 ? 0.0 : 1)];
        double[] variant = [.. Enumerable.Range(0, 300).Select(i => i % 9 == 0 ? 0.0 : 1)];
        var clustered = LossTest.Decide([new PairedScores(reference, variant, samples: 4)], 0.02)[0];

        clustered.PassesAt.ShouldBe(LossTest.Decide([new PairedOutcomes(30, 27, 300)], 0.02)[0].PassesAt, 0.005);
    }

    [Fact]
    public void Scores_without_any_flip_are_not_surely_lossless()
    {
        double[] same = [.. Enumerable.Repeat(1.0, 30)];

        LossTest.Decide([new PairedScores(same, same, samples: 1)], 0.02)[0].Decision.ShouldBe(LossDecision.Undecided);
    }

    // Loss and acceptable loss are both two points: a verdict either way is false.
    [Theory]
    [InlineData(150, 0.005)]
    [InlineData(300, 0)]
    [InlineData(133, 0)]
    public void A_sure_verdict_is_wrong_no_more_often_than_it_says(int pairs, double gained)
    {
        var (ships, loses) = (0.0, 0.0);
        for (var lost = 0; lost < 40; lost++)
        {
            for (var won = 0; won < (gained > 0 ? 15 : 1); won++)
            {
                var decision = LossTest.Decide([new PairedOutcomes(lost, won, pairs)], 0.02)[0].Decision;
                var probability = Binomial.PMF(gained, pairs, won) * Binomial.PMF((0.02 + gained) / (1 - gained), pairs - won, lost);
                ships += decision == LossDecision.MayShip ? probability : 0;
                loses += decision == LossDecision.Loses ? probability : 0;
            }
        }

        ships.ShouldBeInRange(0, 0.05);
        loses.ShouldBeInRange(0.01, 0.055);
    }

    // Four samples on problems of unequal difficulty; the variant truly loses six points.
    [Fact]
    public void A_sure_verdict_on_samples_is_wrong_no_more_often_than_it_says()
    {
        var ships = 1 - Coverage.Of(0, 2000, chance =>
        {
            bool[] isHard = [.. Enumerable.Range(0, 150).Select(_ => chance.NextDouble() < 0.4)];
            double[] reference = [.. isHard.Select(hard => Share(chance, hard ? 0.3 : 0.9))];
            double[] variant = [.. isHard.Select(hard => Share(chance, hard ? 0.15 : 0.9))];
            var decision = LossTest.Decide([new PairedScores(reference, variant, samples: 4)], 0.06)[0].Decision;
            return decision == LossDecision.MayShip ? new Interval(1, 1) : new Interval(0, 0);
        });

        ships.ShouldBe(0.05, 3 * Math.Sqrt(0.05 * 0.95 / 2000));
    }

    [Theory]
    [InlineData(45, 50)]
    [InlineData(0, 30)]
    public void The_lower_bound_is_where_the_one_sided_score_test_turns(int successes, int trials)
    {
        var bound = new Proportion(successes, trials).LowerBound;

        (bound == 0 ? Proportion.Z90 : (successes - (trials * bound)) / Math.Sqrt(trials * bound * (1 - bound))).ShouldBe(Proportion.Z90, 1e-9);
    }

    private static double Share(Random chance, double right) => Enumerable.Range(0, 4).Count(_ => chance.NextDouble() < right) / 4.0;
}
