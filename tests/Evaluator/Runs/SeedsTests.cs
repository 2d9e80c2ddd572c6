using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class SeedsTests
{
    [Fact]
    public void The_first_sample_has_the_runs_own_seed() => Seeds.Of(7, sample: 0, isRepeat: false).ShouldBe(7ul);

    [Fact]
    public void Samples_repeats_and_neighbouring_seeds_never_share_one()
    {
        var seeds = from seed in Enumerable.Range(0, 50) from sample in Enumerable.Range(0, 50) from repeat in new[] { false, true }
                    select Seeds.Of((ulong)seed, sample, repeat);

        seeds.Distinct().Count().ShouldBe(50 * 50 * 2);
    }
}
