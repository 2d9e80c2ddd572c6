using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class PairedBootstrapTests
{
    // Efron and Tibshirani 1993, An Introduction to the Bootstrap, table 14.1: spatial test, A; table 14.2: 90 % interval 115.8 to 259.6.
    private static readonly double[] SpatialTest =
        [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

    [Fact]
    public void The_interval_of_a_variance_is_the_published_one()
    {
        var resampler = new Resampler(new Random(1));
        var draws = new double[20_000];
        var indices = new int[SpatialTest.Length];
        for (var i = 0; i < draws.Length; i++)
        {
            resampler.Fill(indices, indices.Length);
            draws[i] = Variance([.. indices.Select(j => SpatialTest[j])]);
        }

        Array.Sort(draws);
        double[] jackknife = [.. SpatialTest.Select((_, i) => Variance([.. SpatialTest.Where((_, j) => j != i)]))];
        var interval = BcaInterval.Of(Variance(SpatialTest), draws, jackknife, Proportion.Z90);

        interval.Low.ShouldBe(115.8, 4);
        interval.High.ShouldBe(259.6, 4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval()
    {
        var first = PairedBootstrap.Mean(SpatialTest, new Random(5));

        PairedBootstrap.Mean(SpatialTest, new Random(5)).ShouldBe(first);
        PairedBootstrap.Mean(SpatialTest, new Random(6)).ShouldNotBe(first);
    }

    [Fact]
    public void A_loss_without_flips_is_not_surely_nothing()
    {
        var loss = PairedBootstrap.Loss([1, 0, 1, 1], [1, 0, 1, 1], new Random(1));

        loss.Value.ShouldBe(0);
        loss.Interval.High.ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void Resamples_without_a_value_are_left_out()
    {
        double[] values = [1, 2, 3];

        var estimate = PairedBootstrap.Of(3, i => i.Contains(2) ? values[i[0]] : double.NaN, new Random(1));

        double.IsNaN(estimate.Interval.Low).ShouldBeFalse();
    }

    [Fact]
    public void Unequal_problems_are_refused() =>
        Should.Throw<ArgumentException>(() => PairedBootstrap.Loss([1, 0], [1], new Random(1))).Message.ShouldContain("2 problems and the variant 1");

    [Fact]
    public void The_interval_of_a_loss_holds_the_truth_as_often_as_it_says() => Coverage.ShouldBeNominal(0.05, 700, chance =>
    {
        var (reference, variant) = (new double[150], new double[150]);
        for (var i = 0; i < reference.Length; i++)
        {
            var draw = chance.NextDouble();
            (reference[i], variant[i]) = draw < 0.10 ? (1, 0) : draw < 0.15 ? (0, 1) : (1, 1);
        }

        return PairedBootstrap.Loss(reference, variant, chance, 600).Interval;
    });

    // Problems differ in difficulty, four samples each: an interval that took the samples for independent would be too narrow.
    [Fact]
    public void The_interval_of_a_clustered_loss_holds_the_truth_as_often_as_it_says() => Coverage.ShouldBeNominal(0.06, 700, chance =>
    {
        var (reference, variant) = (new double[100], new double[100]);
        for (var i = 0; i < reference.Length; i++)
        {
            var isHard = chance.NextDouble() < 0.4;
            reference[i] = Share(chance, isHard ? 0.3 : 0.9);
            variant[i] = Share(chance, isHard ? 0.15 : 0.9);
        }

        return PairedBootstrap.Loss(reference, variant, chance, 600).Interval;
    });

    private static double Share(Random chance, double right) => Enumerable.Range(0, 4).Count(_ => chance.NextDouble() < right) / 4.0;

    private static double Variance(double[] values) => values.Sum(v => Math.Pow(v - values.Average(), 2)) / values.Length;
}
