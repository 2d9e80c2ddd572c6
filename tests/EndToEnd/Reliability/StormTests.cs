using QuantGrpc.Bench.Soak;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>Many at once.</summary>
[Collection(ReliabilityServer.Name)]
public sealed class StormTests(ReliabilityServer server)
{
    private readonly CallTally _tally = new();

    [Fact]
    public async Task Streams_cancelled_at_random_points_free_every_cell_and_touch_no_other()
    {
        var storm = await new CancelStorm(server.Clients, server.Witnesses, _tally).RunAsync(streams: 1_000, seed: 5, TestContext.Current.CancellationToken);

        _tally.Faults.ShouldBeEmpty();
        storm.Cancelled.ShouldBeGreaterThanOrEqualTo(1_000);
        storm.Kept.ShouldBeGreaterThan(5);
        storm.Held.ShouldBe(default);
    }

    [Fact]
    public async Task A_thousand_connections_are_served_or_told_when_to_try_again_and_their_handles_come_back()
    {
        var flood = await new ConnectionFlood(server.Clients, server.Server.Program.Id, _tally).RunAsync(1_000);

        _tally.Faults.ShouldBeEmpty();
        (flood.Served + flood.Refused).ShouldBe(1_000);
        flood.Served.ShouldBeGreaterThan(0);
        flood.Handles.Open.ShouldBeGreaterThan(1_000);
    }
}
