using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>What watches and changes variants when the server is told to stop.</summary>
public sealed class ResidentDrainTests
{
    [Fact]
    public async Task On_SIGTERM_a_watch_and_an_unload_that_waits_for_a_stalled_stream_end_as_unavailable()
    {
        await using var server = await RunningServer.StartAsync(
            "--models", MiniMath.F16Path, "--allow-admin", "--threads", "1", "--", "--Drain:ShutdownTimeout=00:00:04", "--Drain:StreamEndMargin=00:00:03");
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new InferenceService.InferenceServiceClient(channel);
        using var stalled = client.Generate(new GenerateRequest
        {
            Variant = "f16", Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 }, Inspection = new Inspection { Alternatives = 64 },
        });
        (await stalled.ResponseStream.MoveNext()).ShouldBeTrue();
        using var watch = client.WatchVariants(new WatchVariantsRequest());
        using var unload = client.UnloadVariantAsync(new UnloadVariantRequest { Variant = "f16" });
        await UntilDrainingAsync(watch);

        server.Program.Signal(15);

        (await Should.ThrowAsync<RpcException>(async () => await unload)).StatusCode.ShouldBe(StatusCode.Unavailable);
        (await Should.ThrowAsync<RpcException>(UntilDrainingAsync(watch))).StatusCode.ShouldBe(StatusCode.Unavailable);
        (await server.Program.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, server.Program.Output);
    }

    private static async Task UntilDrainingAsync(AsyncServerStreamingCall<WatchVariantsResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext())
        {
            if (watch.ResponseStream.Current.Variants.Any(v => v.State == VariantState.Draining))
            {
                return;
            }
        }
    }
}
