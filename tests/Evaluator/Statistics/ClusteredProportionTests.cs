using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class ClusteredProportionTests
{
    [Fact]
    public void Where_a_problems_answers_are_all_alike_a_problem_tells_what_one_answer_tells()
    {
        Proportion[] alike = [.. Enumerable.Range(0, 400).Select(i => new Proportion(i < 300 ? 8 : 0, 8))];

        var interval = ClusteredProportion.Wilson(alike);

        interval.Low.ShouldBe(new Proportion(300, 400).Wilson().Low, 1e-3);
        interval.High.ShouldBe(new Proportion(300, 400).Wilson().High, 1e-3);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 0)]
    public void Without_a_difference_between_problems_the_interval_still_has_a_width(int right, int low)
    {
        var interval = ClusteredProportion.Wilson([.. Enumerable.Repeat(new Proportion(right / 10, 3), 10)]);

        (interval.High - interval.Low).ShouldBeGreaterThan(0.2);
        (low == 0 ? interval.Low : interval.High).ShouldBe(low == 0 ? 0 : 1, 1e-9);
    }

    // Problems differ in how often they are solved, as they do: their answers resemble each other.
    [Theory]
    [InlineData(40, 0.5)]
    [InlineData(150, 0.9)]
    public void Intervals_hold_the_truth(int problems, double mean) => Coverage.ShouldBeNominal(mean, 2000, chance =>
        ClusteredProportion.Wilson([.. Enumerable.Range(0, problems).Select(_ => Answers(chance, mean, 5))]));

    // Half of the problems are always solved alike, with the mean's chance.
    private static Proportion Answers(Random chance, double mean, int samples)
    {
        var whole = chance.NextDouble() < 0.5;
        var right = whole
            ? chance.NextDouble() < mean ? samples : 0
            : Enumerable.Range(0, samples).Count(_ => chance.NextDouble() < mean);
        return new Proportion(right, samples);
    }
}
