using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class RateComparisonTests
{
    [Fact]
    public void Types_are_compared_over_all_problems()
    {
        var rates = RateComparison.ByType(["a", null, "b", null], ["a", "a", null, null]);

        rates.Select(r => r.Type).ShouldBe(["a", "b"]);
        rates[0].Events.ShouldBe(new PairedEvents(1, 1, 0, 4));
        rates[0].Difference.Value.ShouldBe(25);
        rates[0].Ratio.Value.ShouldBe(2);
        rates[1].Ratio.Value.ShouldBe(0);
    }

    [Theory]
    [InlineData(20, 12, 5, 100, 1.3)]
    [InlineData(20, 12, 5, 100, 0.6)]
    [InlineData(0, 7, 3, 50, 2.0)]
    public void The_expected_cell_is_the_most_likely_one_under_the_ratio(int both, int variant, int reference, int pairs, double ratio)
    {
        var events = new PairedEvents(both, variant, reference, pairs);
        var any = both + variant + reference;
        var best = Enumerable.Range(1, 199_999).Select(i => i * any / 200_000.0).MaxBy(y => LogLikelihood(events, any, ratio, y));

        events.ReferenceOnlyGiven(ratio).ShouldBe(best, any / 100_000.0);
    }

    [Fact]
    public void The_ratio_turns_with_the_sides()
    {
        var ratio = new PairedEvents(20, 12, 5, 100).Ratio();
        var turned = new PairedEvents(20, 5, 12, 100).Ratio();

        ratio.Value.ShouldBe(1 / turned.Value, 1e-9);
        ratio.Interval.Low.ShouldBe(1 / turned.Interval.High, 1e-6);
    }

    // By the delta method the variance of the log of a paired ratio is (b + c) / ((a + b)(a + c)).
    [Fact]
    public void With_many_events_the_interval_is_the_log_normal_one()
    {
        var interval = new PairedEvents(2000, 1200, 900, 20_000).Ratio().Interval;
        var reach = Proportion.Z95 * Math.Sqrt(2100.0 / (3200.0 * 2900));

        interval.Low.ShouldBe(3200.0 / 2900 * Math.Exp(-reach), 1e-3);
        interval.High.ShouldBe(3200.0 / 2900 * Math.Exp(reach), 1e-3);
    }

    [Fact]
    public void A_ratio_to_nothing_has_no_upper_end()
    {
        var ratio = new PairedEvents(0, 6, 0, 100).Ratio();

        ratio.Interval.High.ShouldBe(double.PositiveInfinity);
        ratio.Interval.Low.ShouldBeGreaterThan(1);
        double.IsNaN(new PairedEvents(0, 0, 0, 100).Ratio().Value).ShouldBeTrue();
    }

    [Fact]
    public void The_interval_of_the_ratio_holds_the_truth_as_often_as_it_says() =>
        Coverage.ShouldBeNominal(1.5, 4000, chance => Simulate(chance).Ratio().Interval);

    [Fact]
    public void The_interval_of_the_difference_holds_the_truth_as_often_as_it_says() =>
        Coverage.ShouldBeNominal(0.04, 4000, chance => Simulate(chance).Difference().Interval);

    [Fact]
    public void With_samples_the_difference_is_per_hundred_problems() =>
        RateComparison.ClusteredDifference([0.5, 0.25, 0, 0.25], [0.75, 0.25, 0.5, 0], new Random(1)).Value.ShouldBe(12.5);

    [Fact]
    public void With_samples_the_ratio_is_that_of_the_sums()
    {
        var ratio = RateComparison.ClusteredRatio([0.5, 0.25, 0, 0.25], [0.75, 0.25, 0.5, 0], new Random(1));

        ratio.Value.ShouldBe(1.5);
        ratio.Interval.Low.ShouldBeLessThan(1.5);
    }

    // Twelve of a hundred in the variant, eight in the reference, four of them shared.
    private static PairedEvents Simulate(Random chance)
    {
        var (both, variant, reference) = (0, 0, 0);
        for (var i = 0; i < 200; i++)
        {
            var draw = chance.NextDouble();
            both += draw < 0.04 ? 1 : 0;
            variant += draw is >= 0.04 and < 0.12 ? 1 : 0;
            reference += draw is >= 0.12 and < 0.16 ? 1 : 0;
        }

        return new PairedEvents(both, variant, reference, 200);
    }

    private static double LogLikelihood(PairedEvents events, double any, double ratio, double referenceOnly)
    {
        var variantOnly = (((ratio - 1) * any) + referenceOnly) / ratio;
        var both = any - variantOnly - referenceOnly;
        return variantOnly < 0 || both < 0
            ? double.NegativeInfinity
            : Term(events.Both, both) + Term(events.VariantOnly, variantOnly) + Term(events.ReferenceOnly, referenceOnly);
    }

    private static double Term(int count, double expected) => count == 0 ? 0 : count * Math.Log(expected);
}
