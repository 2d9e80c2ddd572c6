using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class JudgeScoreTests
{
    [Theory]
    [InlineData(32.4, 91.7, 47.9)]
    [InlineData(0, 0, 0)]
    [InlineData(50, 50, 50)]
    public void F1_is_the_harmonic_mean_of_both_accuracies(double erroneous, double correct, double f1) =>
        JudgeScore.Harmonic(erroneous, correct).ShouldBe(f1, 0.05);

    [Fact]
    public void A_wrong_step_is_found_as_wrong_and_missed_as_step()
    {
        var score = JudgeScore.Of([new(2, 2, true), new(2, 3, true), new(1, null, true), new(null, null, true), new(null, 4, true)], new Random(1));

        score.Erroneous.ShouldBe(new Proportion(1, 3));
        score.Correct.ShouldBe(new Proportion(1, 2));
        score.Recall.ShouldBe(new Proportion(2, 3));
        score.Precision.ShouldBe(new Proportion(2, 3));
        score.F1.ShouldNotBeNull().Value.ShouldBe(0.4, 1e-12);
    }

    [Fact]
    public void A_case_without_a_verdict_counts_as_missed()
    {
        var score = JudgeScore.Of([new(2, 2, false), new(null, null, false), new(null, null, true)], new Random(1));

        score.Answered.ShouldBe(new Proportion(1, 3));
        score.Erroneous.ShouldBe(new Proportion(0, 1));
        score.Correct.ShouldBe(new Proportion(1, 2));
    }

    [Fact]
    public void Without_correct_solutions_there_is_no_F1() => JudgeScore.Of([new(2, 2, true)], new Random(1)).F1.ShouldBeNull();

    [Fact]
    public void The_interval_of_F1_holds_the_truth_as_often_as_it_says() =>
        Coverage.ShouldBeNominal(JudgeScore.Harmonic(0.6, 0.85), 300, chance =>
        {
            JudgedCase[] cases = [.. Enumerable.Range(0, 160).Select(i => Simulate(chance, i))];
            return JudgeScore.Of(cases, chance, 500).F1.ShouldNotBeNull().Interval;
        });

    private static JudgedCase Simulate(Random chance, int index) => index % 2 == 0
        ? new JudgedCase(2, chance.NextDouble() < 0.6 ? 2 : 1, true)
        : new JudgedCase(null, chance.NextDouble() < 0.85 ? null : 1, true);
}
