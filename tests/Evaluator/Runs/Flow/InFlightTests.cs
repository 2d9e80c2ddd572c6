using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs.Flow;

namespace QuantGrpc.Tests.Evaluator.Runs.Flow;

public sealed class InFlightTests
{
    private static readonly ServedLoad Idle = new() { Variant = "v", Queued = 0, MaxQueue = 64, Running = 0, MaxRunning = 16 };

    [Theory]
    [InlineData(16, 64, 20)]
    [InlineData(1, 64, 2)]
    [InlineData(16, 0, 16)]
    [InlineData(0, 0, 1)]
    public void A_window_fills_the_batch_and_a_quarter_more(int sequences, int queue, int window) =>
        InFlight.WindowOf(Idle with { MaxRunning = sequences, MaxQueue = queue }).ShouldBe(window);

    [Fact]
    public void A_number_that_the_user_gave_holds_over_all_variants()
    {
        var inFlight = new InFlight(2, new Dictionary<string, int>());
        inFlight.Started("a");
        inFlight.Started("b");

        inFlight.HasRoom("a").ShouldBeFalse();
        inFlight.Ended("b");
        inFlight.HasRoom("a").ShouldBeTrue();
    }

    [Fact]
    public void Each_variant_has_a_window_of_its_own()
    {
        var inFlight = new InFlight(null, new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 });
        inFlight.Started("a");

        (inFlight.HasRoom("a"), inFlight.HasRoom("b")).ShouldBe((false, true));
    }

    [Theory]
    [InlineData(4, 16, 20)] // the spare waits and the batch is full
    [InlineData(24, 16, 1)] // twenty more wait than need to: never below one
    [InlineData(9, 12, 15)] // others ask too
    [InlineData(0, 10, 26)] // six places are free although the window is used up
    public void A_window_follows_the_servers_load(int queued, int running, int window)
    {
        var inFlight = new InFlight(null, new Dictionary<string, int> { ["v"] = 20 });
        for (var i = 0; i < 20; i++)
        {
            inFlight.Started("v");
        }

        inFlight.Adapt("v", Idle with { Queued = queued, Running = running });

        WindowOf(inFlight, inFlightNow: 20).ShouldBe(window);
    }

    private static int WindowOf(InFlight inFlight, int inFlightNow)
    {
        while (inFlightNow > 0 && !inFlight.HasRoom("v"))
        {
            inFlight.Ended("v");
            inFlightNow--;
        }

        while (inFlight.HasRoom("v"))
        {
            inFlight.Started("v");
            inFlightNow++;
        }

        return inFlightNow;
    }
}
