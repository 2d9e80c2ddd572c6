using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Bench.Soak;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>Prompts of 900 tokens that end before they are read: eight run, the rest waits.</summary>
[Collection(ReliabilityServer.Name)]
public sealed class CancellationTests(ReliabilityServer server)
{
    private const int Running = 8;
    private const int Prompt = 900;

    private readonly Random _chance = new(2);

    [Fact]
    public async Task Cancelled_in_prefill_and_in_the_queue_they_free_everything()
    {
        using var cancel = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 3 * Running).Select(_ => ReadAsync(Long(), new CallOptions(cancellationToken: cancel.Token))).ToList();
        var load = await server.UntilAsync(SoakServer.Q4, l => l is { Queued: > 0, Running: Running, KvCellsUsed: > 0 });

        await cancel.CancelAsync();

        load.KvCellsUsed.ShouldBeLessThan((ulong)(Running * (Prompt + 40)));
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
        (await Task.WhenAll(calls)).ShouldAllBe(ended => ended == StatusCode.Cancelled);
    }

    [Fact]
    public async Task Cancelled_in_the_queue_they_leave_those_that_run_alone()
    {
        var running = Enumerable.Range(0, Running).Select(_ => ReadAsync(Long(tokens: 100))).ToList();
        await server.UntilAsync(SoakServer.Q4, l => l.Running == Running);
        using var cancel = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Running).Select(_ => ReadAsync(Long(), new CallOptions(cancellationToken: cancel.Token))).ToList();
        await server.UntilAsync(SoakServer.Q4, l => l.Queued == Running);

        await cancel.CancelAsync();

        (await Task.WhenAll(waiting)).ShouldAllBe(ended => ended == StatusCode.Cancelled);
        (await Task.WhenAll(running)).ShouldAllBe(ended => ended == StatusCode.OK);
    }

    [Fact]
    public async Task A_client_s_deadline_frees_what_runs_and_what_waits()
    {
        var options = new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(150));
        var calls = Enumerable.Range(0, 3 * Running).Select(_ => ReadAsync(Long(tokens: 100), options)).ToList();

        (await Task.WhenAll(calls)).ShouldAllBe(ended => ended == StatusCode.Cancelled);
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
    }

    [Fact]
    public async Task A_time_budget_ends_what_runs_and_what_waits_in_peace()
    {
        var calls = Enumerable.Range(0, 3 * Running).Select(_ => FinishedAsync(Long(tokens: 100, budget: TimeSpan.FromMilliseconds(50)))).ToList();

        var finished = await Task.WhenAll(calls);

        finished.ShouldAllBe(f => f.Reason == StopReason.Deadline && f.Usage.GeneratedTokens < 100);
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
    }

    [Fact]
    public async Task Sides_of_one_variant_that_never_fit_together_are_refused_and_block_nobody()
    {
        var request = new CompareRequest
        {
            Sides = { new CompareSide { Variant = ReliabilityServer.Narrow }, new CompareSide { Variant = ReliabilityServer.Narrow } },
            Input = new PromptInput { Tokens = Streams.RandomTokens(_chance, 100) },
            Sampling = new Sampling { MaxTokens = 600 },
        };
        using var call = server.Clients.First.Compare(request);

        var fault = await Should.ThrowAsync<RpcException>(async () => await call.AllAsync());

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith("sides is 2 sides of narrow that may come to hold 1400 KV cells");
    }

    private GenerateRequest Long(uint tokens = 40, TimeSpan? budget = null) => new()
    {
        Variant = SoakServer.Q4,
        Tokens = Streams.RandomTokens(_chance, Prompt),
        Sampling = new Sampling { MinTokens = tokens, MaxTokens = tokens },
        Deadline = budget is { } time ? Duration.FromTimeSpan(time) : null,
    };

    private async Task<Finished> FinishedAsync(GenerateRequest request)
    {
        using var call = server.Clients.First.Generate(request);
        return (await call.EventsAsync())[^1].Finished;
    }

    private async Task<StatusCode> ReadAsync(GenerateRequest request, CallOptions options = default)
    {
        try
        {
            using var call = server.Clients.First.Generate(request, options);
            await call.EventsAsync();
            return StatusCode.OK;
        }
        catch (RpcException e) when (OwnEnds.IsGivenUp(e))
        {
            return StatusCode.Cancelled;
        }
    }
}
