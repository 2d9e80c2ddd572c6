using CsCheck;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(10, 3, 1, 0.3)]
    [InlineData(10, 3, 5, 231.0 / 252)]
    [InlineData(10, 0, 5, 0)]
    [InlineData(10, 6, 5, 1)]
    [InlineData(200, 1, 100, 0.5)]
    public void Pass_at_k_is_one_less_the_choices_without_a_right_sample(int samples, int right, int k, double expected) =>
        PassAtK.Of(samples, right, k).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(3, 1, 4)]
    [InlineData(3, 4, 1)]
    [InlineData(3, 1, 0)]
    public void What_cannot_be_sampled_is_refused(int samples, int right, int k) =>
        Should.Throw<ArgumentOutOfRangeException>(() => PassAtK.Of(samples, right, k));

    // Two right of three and one wrong, k = 2: both right with 1/3, else a tie.
    [Fact]
    public void Ties_are_broken_by_lot() => MajorityAtK.Of(2, [1], 0, 2).ShouldBe((1 / 3.0) + (2 / 3.0 / 2), 1e-12);

    [Theory]
    [InlineData(3, new[] { 3 }, 0, 6, 0.5)]
    [InlineData(2, new[] { 1, 1 }, 1, 5, 1)]
    [InlineData(1, new[] { 2 }, 0, 3, 0)]
    [InlineData(0, new int[0], 4, 2, 0)]
    public void With_all_samples_the_majority_is_counted(int right, int[] wrong, int silent, int k, double expected) =>
        MajorityAtK.Of(right, wrong, silent, k).ShouldBe(expected, 1e-12);

    [Fact]
    public void Majority_at_k_is_the_mean_over_all_choices() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3].Array[0, 3], Gen.Int[0, 2], Gen.Int[1, 6]).Sample((right, wrong, silent, k) =>
        {
            int[] samples = [.. Enumerable.Repeat(0, right), .. wrong.SelectMany((n, i) => Enumerable.Repeat(i + 1, n)), .. Enumerable.Repeat(-1, silent)];
            if (k <= samples.Length)
            {
                MajorityAtK.Of(right, wrong, silent, k).ShouldBe(ByChoices(samples, k), 1e-9);
            }
        }, iter: 60, seed: "0000000000000");

    [Fact]
    public void Too_many_samples_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => MajorityAtK.Of(200, [100], 0, 5));

    private static double ByChoices(int[] samples, int k)
    {
        var wins = Enumerable.Range(0, 1 << samples.Length).Where(mask => int.PopCount(mask) == k).Select(mask =>
        {
            var votes = samples.Where((s, i) => s >= 0 && (mask >> i & 1) == 1).GroupBy(s => s).Select(g => (Answer: g.Key, Votes: g.Count())).ToList();
            var leaders = votes.Where(v => v.Votes == votes.Max(o => o.Votes)).ToList();
            return leaders.Exists(l => l.Answer == 0) ? 1.0 / leaders.Count : 0;
        });
        return wins.Average();
    }
}
