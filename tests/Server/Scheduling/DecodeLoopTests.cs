using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

public sealed class DecodeLoopTests
{
    [Fact]
    public async Task A_variant_that_breaks_ends_alone()
    {
        await using var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var broken = await Add(loop, new ScriptedEngine { Fault = new EngineFaultException("boom") });
        var healthy = await Add(loop, new ScriptedEngine());

        var failing = Submit(loop, broken);
        var working = Submit(loop, healthy);

        await Should.ThrowAsync<EngineFaultException>(Count(failing));
        (await Count(working)).ShouldBe(4); // started and three tokens
    }

    [Fact]
    public async Task Stopping_ends_what_runs_and_frees_the_engine()
    {
        var engine = new ScriptedEngine(cells: int.MaxValue);
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var inbox = await Add(loop, engine);
        var endless = Submit(loop, inbox, maxTokens: 1_000_000);
        await endless.Reader.ReadAsync();

        await loop.DisposeAsync();

        engine.Disposed.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(Count(endless));
    }

    private static async Task<Inbox> Add(DecodeLoop loop, ScriptedEngine engine)
    {
        var inbox = new Inbox(10);
        await loop.InvokeAsync(() =>
        {
            loop.Add(new VariantRunner(engine, inbox, TimeProvider.System), _ => { });
            return true;
        });
        return inbox;
    }

    private static GenerationOutbox Submit(DecodeLoop loop, Inbox inbox, int maxTokens = 3)
    {
        var request = new GenerationRequest
        {
            Id = "r", Prompt = new TokenId[2], Sampling = new SamplingSettings { MaxTokens = maxTokens },
        };
        var outbox = new GenerationOutbox(10);
        var sequence = new GenerationSequence(request, outbox, new CellLease(request.Cells, 1), arrived: 0);
        inbox.TryAdd(sequence).ShouldBe(Submission.Accepted);
        loop.Wake();
        return outbox;
    }

    private static async Task<int> Count(GenerationOutbox outbox)
    {
        var count = 0;
        await foreach (var _ in outbox.Reader.ReadAllAsync())
        {
            count++;
        }

        return count;
    }
}
