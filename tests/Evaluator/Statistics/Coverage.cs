using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

/// <summary>How often intervals of simulated data hold the truth.</summary>
internal static class Coverage
{
    /// <summary>Passes where 95 % is within three standard errors of the share of trials that hold.</summary>
    public static void ShouldBeNominal(double truth, int trials, Func<Random, Interval> simulate) =>
        Of(truth, trials, simulate).ShouldBe(0.95, 3 * Math.Sqrt(0.95 * 0.05 / trials));

    public static double Of(double truth, int trials, Func<Random, Interval> simulate)
    {
        var chance = new Random(20260101);
        var held = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            var interval = simulate(chance);
            held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        var share = held / (double)trials;
        TestContext.Current.TestOutputHelper?.WriteLine($"{held} of {trials} intervals hold the truth: {share:0.0000}");
        return share;
    }
}
