using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class StratifiedProportionTests
{
    [Fact]
    public void Strata_count_by_their_size()
    {
        var result = StratifiedProportion.Of([new(900, new(18, 20)), new(100, new(5, 20))]);

        result.Share.Value.ShouldBe((0.9 * 0.9) + (0.1 * 0.25), 1e-12);
        result.Covered.ShouldBe(new Proportion(1000, 1000));
    }

    [Fact]
    public void One_large_stratum_has_Wilsons_interval()
    {
        var interval = StratifiedProportion.Of([new(100_000_000, new(81, 263))]).Share.Interval;

        interval.Low.ShouldBe(0.2553, 5e-5);
        interval.High.ShouldBe(0.3662, 5e-5);
    }

    [Fact]
    public void A_stratum_drawn_whole_is_known() =>
        StratifiedProportion.Of([new(7, new(3, 7)), new(1, new(1, 1))]).Share.ShouldBe(new Estimate(0.5, new Interval(0.5, 0.5)));

    [Fact]
    public void Of_strata_that_were_not_sampled_nothing_is_said()
    {
        var result = StratifiedProportion.Of([new(60, new(5, 10)), new(40, new(0, 0))]);

        result.Share.Value.ShouldBe(0.5);
        result.Covered.Share.ShouldBe(0.6);
        double.IsNaN(StratifiedProportion.Of([]).Share.Value).ShouldBeTrue();
    }

    [Fact]
    public void A_sample_larger_than_its_stratum_is_refused() =>
        Should.Throw<ArgumentException>(() => StratifiedProportion.Of([new(3, new(1, 4))])).Message.ShouldContain("3 has a sample of 4");

    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        const double Truth = (0.6 * 0.9) + (0.3 * 0.7) + (0.1 * 0.4);

        Coverage.ShouldBeNominal(Truth, 4000, chance =>
            StratifiedProportion.Of([Draw(chance, 6000, 60, 0.9), Draw(chance, 3000, 60, 0.7), Draw(chance, 1000, 60, 0.4)]).Share.Interval);
    }

    private static Stratum Draw(Random chance, int population, int sample, double share) =>
        new(population, new Proportion(Enumerable.Range(0, sample).Count(_ => chance.NextDouble() < share), sample));
}
