using QuantGrpc.Bench.Soak;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>A queue that stays at its limit for some seconds, by callers that try again as they are told.</summary>
[Collection(ReliabilityServer.Name)]
public sealed class FullQueueTests(ReliabilityServer server)
{
    [Fact]
    public async Task Others_are_answered_refusals_come_at_once_and_who_tries_again_gets_in()
    {
        var tally = new CallTally();

        var flood = await new QueueFlood(server.Clients, tally).RunAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        tally.Faults.ShouldBeEmpty();
        flood.Refusals.Count.ShouldBeGreaterThan(80);
        flood.Served.ShouldBeGreaterThan(40);
        flood.Others.Count.ShouldBeGreaterThan(4);
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
    }
}
