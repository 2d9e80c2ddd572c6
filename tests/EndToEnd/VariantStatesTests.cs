using Grpc.Core;
using Grpc.Health.V1;
using QuantGrpc.Inference.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>What watchers, health and load tell of variants that come and go.</summary>
public sealed class VariantStatesTests(AdminServer server) : IClassFixture<AdminServer>
{
    [Fact]
    public async Task A_watch_shows_all_variants_and_then_each_change()
    {
        await server.UnloadAsync("Q2_K");
        using var watch = server.Client.WatchVariants(new WatchVariantsRequest());
        (await watch.ResponseStream.MoveNext()).ShouldBeTrue();
        var first = watch.ResponseStream.Current.Variants.Select(v => v.Id).ToList();
        var states = watch.ResponseStream.Current.Variants.Where(v => v.Id == "minimath-Q2_K").Select(v => v.State).ToList();

        await server.LoadAsync("Q2_K");
        var sha = "";
        while (sha.Length == 0 || states[^1] != VariantState.Ready)
        {
            (await watch.ResponseStream.MoveNext()).ShouldBeTrue();
            watch.ResponseStream.Current.Variants.ShouldAllBe(v => v.Id == "minimath-Q2_K");
            states.AddRange(watch.ResponseStream.Current.Variants.Select(v => v.State));
            sha = watch.ResponseStream.Current.Variants[^1].WeightsSha256;
        }

        first.ShouldBe(["minimath-Q2_K", "minimath-f16", "minimath-f16-kv-q4_0"]);
        states.Where((state, i) => i == 0 || states[i - 1] != state).ShouldBe([VariantState.Unloaded, VariantState.Loading, VariantState.Ready]);
    }

    [Fact]
    public async Task Health_follows_and_ready_does_not_wait_for_what_was_unloaded_by_request()
    {
        await server.UnloadAsync("Q2_K");
        var unloaded = await HealthAsync("variant/minimath-Q2_K");
        var ready = await HealthAsync("ready");
        await server.LoadAsync("Q2_K");

        unloaded.ShouldBe(ServingStatus.NotServing);
        ready.ShouldBe(ServingStatus.Serving);
        (await HealthAsync("variant/minimath-Q2_K")).ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task Load_shows_a_running_sequence_and_its_cells()
    {
        using var call = server.Stream("minimath-f16", tokens: 1000);
        for (var i = 0; i < 20; i++)
        {
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        }

        var load = await LoadOfAsync("minimath-f16");
        call.Dispose();

        (load.Running, load.MaxRunning, load.KvCells, load.Queued).ShouldBe((1u, 4u, 4096ul, 0u));
        load.KvCellsUsed.ShouldBeInRange(20ul, 1024ul);
        load.KvCellsReserved.ShouldBeInRange(1000ul, 1024ul);
        load.GeneratedTokensPerSecond.ShouldBeGreaterThan(0);
        (await server.Client.GetLoadAsync(new GetLoadRequest())).Variants.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Load_of_an_idle_or_unloaded_variant_is_zero()
    {
        var idle = await LoadOfAsync("Q2_K");
        await server.UnloadAsync("Q2_K");
        var unloaded = await LoadOfAsync("Q2_K");
        await server.LoadAsync("Q2_K");

        (idle.Running, idle.KvCellsUsed, idle.KvCells).ShouldBe((0u, 0ul, 4096ul));
        (unloaded.MaxRunning, unloaded.KvCells).ShouldBe((0u, 0ul));
    }

    private async Task<VariantLoad> LoadOfAsync(string variant) =>
        (await server.Client.GetLoadAsync(new GetLoadRequest { Variant = variant })).Variants.ShouldHaveSingleItem();

    private async Task<ServingStatus> HealthAsync(string service) =>
        (await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest { Service = service })).Status;
}
