using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using QuantGrpc.Endpoints.Health;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace QuantGrpc.Tests.Endpoints.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task The_process_lives_from_the_start_and_is_ready_when_it_says_so()
    {
        await using var host = await EndpointHost.StartAsync();
        var client = new HealthClient(host.Channel());

        (await CheckAsync(client, "")).ShouldBe(ServingStatus.Serving);
        (await CheckAsync(client, "ready")).ShouldBe(ServingStatus.NotServing);

        host.Services.GetRequiredService<HealthBoard>().SetReady(true);
        (await CheckAsync(client, "ready")).ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task A_removed_variant_is_not_found()
    {
        await using var host = await EndpointHost.StartAsync();
        var board = host.Services.GetRequiredService<HealthBoard>();
        var client = new HealthClient(host.Channel());
        board.SetVariant("q4", true);
        (await CheckAsync(client, "variant/q4")).ShouldBe(ServingStatus.Serving);

        board.RemoveVariant("q4");

        (await Should.ThrowAsync<RpcException>(() => CheckAsync(client, "variant/q4"))).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watches_see_changes_at_once_and_end_with_not_serving_in_a_drain()
    {
        await using var host = await EndpointHost.StartAsync();
        var board = host.Services.GetRequiredService<HealthBoard>();
        using var watch = new HealthClient(host.Channel()).Watch(new HealthCheckRequest { Service = "variant/q4" });
        var seen = watch.ResponseStream;
        (await NextAsync(seen)).ShouldBe(ServingStatus.ServiceUnknown);

        board.SetVariant("q4", true);
        (await NextAsync(seen)).ShouldBe(ServingStatus.Serving);

        var stopping = host.StopAsync();
        (await NextAsync(seen)).ShouldBe(ServingStatus.NotServing);
        (await seen.MoveNext(CancellationToken.None)).ShouldBeFalse();
        await stopping;
    }

    [Fact]
    public async Task A_watch_that_begins_in_a_drain_gets_its_status_and_ends()
    {
        await using var host = await EndpointHost.StartAsync(drain: new() { PreDrain = TimeSpan.FromSeconds(1) });
        var client = new HealthClient(host.Channel());
        using var first = client.Watch(new HealthCheckRequest());
        (await NextAsync(first.ResponseStream)).ShouldBe(ServingStatus.Serving);
        var stopping = host.StopAsync();
        (await NextAsync(first.ResponseStream)).ShouldBe(ServingStatus.NotServing);

        using var late = client.Watch(new HealthCheckRequest());

        (await NextAsync(late.ResponseStream)).ShouldBe(ServingStatus.NotServing);
        (await late.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeFalse();
        host.Services.GetRequiredService<HealthBoard>().SetReady(true);
        (await CheckAsync(client, "ready")).ShouldBe(ServingStatus.NotServing);
        await stopping;
    }

    private static async Task<ServingStatus> CheckAsync(HealthClient client, string service) =>
        (await client.CheckAsync(new HealthCheckRequest { Service = service })).Status;

    private static async Task<ServingStatus> NextAsync(IAsyncStreamReader<HealthCheckResponse> stream)
    {
        (await stream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        return stream.Current.Status;
    }
}
