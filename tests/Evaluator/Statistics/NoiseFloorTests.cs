using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class NoiseFloorTests
{
    private static readonly bool[] Reference = [true, true, true, false, false, true, true, false];
    private static readonly bool[] Again = [true, false, true, true, false, false, true, false];

    [Fact]
    public void Flips_are_counted_both_ways()
    {
        var floor = NoiseFloor.Of(Reference, Again);

        floor.Outcomes.ShouldBe(new PairedOutcomes(2, 1, 8));
        floor.Flips.ShouldBe(new Proportion(3, 8));
        floor.Loss.Value.ShouldBe(0.125);
        floor.Loss.Interval.Low.ShouldBeLessThan(0);
    }

    [Fact]
    public void What_the_reference_turns_by_itself_is_no_doing_of_the_variant()
    {
        double[] again = [0, 1, 0, 1, 0, 0, 1, 0];

        NoiseFloor.ExcessFlips(again, again, new Random(1)).Value.ShouldBe(0);
        NoiseFloor.ExcessFlips(again, [1, 1, 1, 1, 1, 1, 1, 1], new Random(1)).Value.ShouldBe(0.625);
    }

    [Fact]
    public void Other_problems_are_refused() => Should.Throw<ArgumentException>(() => NoiseFloor.Of(Reference, [true]));
}
