using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class McNemarPowerTests
{
    [Theory]
    [InlineData(30, 0.2, 0.3)]
    [InlineData(40, 0.25, 0.25)]
    [InlineData(25, 0.0, 0.6)]
    public void Exact_power_is_the_sum_over_all_tables(int pairs, double loss, double discordance) =>
        McNemarPower.Exact(pairs, loss, discordance).ShouldBe(ByTables(pairs, (discordance + loss) / 2, (discordance - loss) / 2), 1e-7);

    [Theory]
    [InlineData(2000, 0.03)]
    [InlineData(2000, 0.10)]
    [InlineData(2000, 0.30)]
    public void Enumeration_and_approximation_meet_where_one_gives_way_to_the_other(int pairs, double discordance)
    {
        var exact = SmallestDetectable.Solve(pairs, discordance, McNemarPower.Exact).ShouldNotBeNull();
        var approximate = SmallestDetectable.Solve(pairs, discordance, McNemarPower.Approximate).ShouldNotBeNull();

        (approximate / exact).ShouldBe(1, 0.02);
    }

    [Theory]
    [InlineData(500, 0.1)]
    [InlineData(500, 0)]
    [InlineData(100, 0.02)]
    public void The_smallest_detectable_loss_is_found_with_the_power_that_defines_it(int pairs, double discordance)
    {
        var loss = SmallestDetectable.Of(pairs, discordance).ShouldNotBeNull();

        McNemarPower.Exact(pairs, loss, Math.Max(loss, discordance)).ShouldBe(0.8, 1e-4);
    }

    [Fact]
    public void More_problems_show_smaller_losses() =>
        SmallestDetectable.Of(5000, 0.1)!.Value.ShouldBeLessThan(SmallestDetectable.Of(500, 0.1)!.Value);

    // Five flips to one side have p = 0.0625.
    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Fewer_than_six_problems_can_show_nothing(int pairs, bool can) => SmallestDetectable.Of(pairs, 0.5).HasValue.ShouldBe(can);

    // 200 problems of four samples, right with 0.7: (1.96 + 0.84) times the root of (0.7 * 0.3 + 0.634 * 0.366) / 4 / 200 is 0.0659.
    [Fact]
    public void With_samples_the_smallest_detectable_loss_is_found_in_four_of_five_cases()
    {
        var chance = new Random(20260101);
        const double Loss = 0.0659;
        const int Trials = 600;
        var (found, promised) = (0, 0.0);
        for (var trial = 0; trial < Trials; trial++)
        {
            double[] reference = [.. Enumerable.Range(0, 200).Select(_ => Share(chance, 0.7))];
            var scores = new PairedScores(reference, [.. reference.Select(_ => Share(chance, 0.7 - Loss))], 4);
            found += scores.P() <= 0.05 ? 1 : 0;
            promised += SmallestDetectable.Of(scores)!.Value / Trials;
        }

        promised.ShouldBe(Loss, 0.001);
        (found / (double)Trials).ShouldBe(0.8, 0.05);
    }

    private static double Share(Random chance, double mean) => Enumerable.Range(0, 4).Count(_ => chance.NextDouble() < mean) / 4.0;

    private static double ByTables(int pairs, double lost, double gained)
    {
        var power = 0.0;
        for (var l = 0; l <= pairs; l++)
        {
            for (var g = 0; g <= pairs - l; g++)
            {
                var ways = Factorial(pairs) / (Factorial(l) * Factorial(g) * Factorial(pairs - l - g));
                power += new PairedOutcomes(l, g, pairs).McNemar() <= 0.05
                    ? ways * Math.Pow(lost, l) * Math.Pow(gained, g) * Math.Pow(1 - lost - gained, pairs - l - g)
                    : 0;
            }
        }

        return power;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
