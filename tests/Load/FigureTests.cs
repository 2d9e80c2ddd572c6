using QuantGrpc.Bench.Load.Figures;

namespace QuantGrpc.Tests.Load;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0.50, 50)]
    [InlineData(0.95, 95)]
    [InlineData(0.99, 99)]
    [InlineData(1.00, 100)]
    public void A_quantile_is_the_smallest_value_with_that_share_at_or_below_it(double share, double expected) =>
        Quantile.Of(Enumerable.Range(1, 100).Reverse().Select(n => (double)n), share).ShouldBe(expected);

    [Fact]
    public void The_99th_percentile_of_few_values_is_the_largest() => Quantile.Of([3, 1, 2], 0.99).ShouldBe(3);

    [Fact]
    public void A_median_lies_between_two_middle_values() => Quantile.Median([4, 1, 3, 2]).ShouldBe(2.5);

    [Fact]
    public void Equal_shares_are_wholly_fair() => JainIndex.Of([7, 7, 7, 7]).ShouldBe(1);

    [Fact]
    public void One_who_has_all_among_n_is_as_unfair_as_it_gets() => JainIndex.Of([0, 0, 5, 0]).ShouldBe(0.25);

    [Fact]
    public void Unequal_shares_lie_between() => JainIndex.Of([1, 2, 3]).ShouldBe(36.0 / 42, 1e-12);

    // Ranks and confidences of the sign test's interval as tables of it give them (Conover, Practical Nonparametric Statistics).
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(5, 1, 5, 0.9375)]
    [InlineData(6, 1, 6, 0.96875)]
    [InlineData(9, 2, 8, 0.9609375)]
    [InlineData(10, 2, 9, 0.978515625)]
    [InlineData(20, 6, 15, 0.9586105)]
    public void The_median_has_the_interval_of_the_sign_test(int count, double low, double high, double confidence)
    {
        var interval = MedianInterval.Of(Enumerable.Range(1, count).Reverse().Select(n => (double)n));

        interval.Low.ShouldBe(low);
        interval.High.ShouldBe(high);
        interval.Confidence.ShouldBe(confidence, 1e-6);
    }
}
