using QuantGrpc.Endpoints;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Endpoints;
using GenerationRequest = QuantGrpc.Evaluator.Generation.GenerationRequest;

namespace QuantGrpc.Tests.Evaluator.Generation;

public sealed class InferenceClientTests
{
    [Fact]
    public async Task A_full_queue_is_waited_for_however_long_it_stays_full()
    {
        await using var host = await EndpointHost.StartAsync();
        var asked = 0;
        host.Calls.OnGenerate = async (_, stream, _) =>
        {
            if (Interlocked.Increment(ref asked) <= 150)
            {
                throw GrpcErrors.ResourceExhausted("8 requests wait already", TimeSpan.FromMilliseconds(1));
            }

            await stream.WriteAsync(new GenerateResponse { Events = { new GenerateEvent { Finished = new Finished { Text = "done" } } } });
        };
        using var client = new InferenceClient($"http://{host.Bound.Grpc}", TimeProvider.System);

        var events = await client.GenerateAsync(new GenerationRequest { Variant = "v", Prompt = "p" }, TestContext.Current.CancellationToken).ToListAsync();

        events.ShouldHaveSingleItem().ShouldBeOfType<GenerationEnded>().Text.ShouldBe("done");
        asked.ShouldBe(151);
    }

    [Fact]
    public async Task The_time_that_the_server_asks_for_is_waited()
    {
        await using var host = await EndpointHost.StartAsync();
        var asked = new List<long>();
        host.Calls.OnGenerate = async (_, stream, _) =>
        {
            asked.Add(TimeProvider.System.GetTimestamp());
            if (asked.Count == 1)
            {
                throw GrpcErrors.ResourceExhausted("8 requests wait already", TimeSpan.FromMilliseconds(700));
            }

            await stream.WriteAsync(new GenerateResponse { Events = { new GenerateEvent { Finished = new Finished() } } });
        };
        using var client = new InferenceClient($"http://{host.Bound.Grpc}", TimeProvider.System);

        await client.GenerateAsync(new GenerationRequest { Variant = "v", Prompt = "p" }, TestContext.Current.CancellationToken).ToListAsync();

        TimeProvider.System.GetElapsedTime(asked[0], asked[1]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(690));
    }

    [Fact]
    public async Task A_bound_that_trying_again_would_pass_as_well_is_told_at_once()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnGenerate = (_, _, _) => throw GrpcErrors.LimitExceeded("too much");
        using var client = new InferenceClient($"http://{host.Bound.Grpc}", TimeProvider.System);

        var fault = await Should.ThrowAsync<GenerationFailedException>(async () =>
            await client.GenerateAsync(new GenerationRequest { Variant = "v", Prompt = "p" }, TestContext.Current.CancellationToken).ToListAsync());

        fault.Message.ShouldContain("too much");
    }
}
