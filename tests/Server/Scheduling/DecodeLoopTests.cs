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

    [Fact]
    public async Task Variants_share_the_machine_by_what_is_computed_for_them()
    {
        var turns = new List<string>();
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var one = await Add(loop, new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("one") }, share: 1);
        var three = await Add(loop, new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("three") }, share: 3);

        var streams = await loop.InvokeAsync(() => (GenerationOutbox[])[Submit(loop, one, 200), Submit(loop, three, 200)]); // both before the next step
        await Count(streams[1]);
        await loop.DisposeAsync(); // nothing writes to the list any more

        turns.Take(80).Count(turn => turn == "three").ShouldBeInRange(59, 61);
    }

    [Fact]
    public async Task A_long_prompt_of_one_variant_does_not_hold_up_the_streams_of_another()
    {
        var reading = new ScriptedEngine(cells: 1000, stepTokens: 64, prefillTokens: 8);
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var prompts = await Add(loop, reading);
        var submitted = new TaskCompletionSource<GenerationOutbox>(TaskCreationOptions.RunContinuationsAsynchronously);
        var steps = 0;
        var streams = await Add(loop, new ScriptedEngine(cells: 1000) { Stepped = SubmitAtThird });

        Submit(loop, streams, maxTokens: 400);
        await Count(await submitted.Task);
        await loop.DisposeAsync();

        reading.Steps[0].ShouldBe("r:8");

        void SubmitAtThird()
        {
            if (++steps == 3) // it decodes, and has far to go
            {
                submitted.SetResult(Submit(loop, prompts, maxTokens: 1, prompt: 60));
            }
        }
    }

    [Fact]
    public async Task Who_had_nothing_to_do_has_saved_nothing_up()
    {
        var turns = new List<string>();
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var busy = await Add(loop, new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("busy") });
        var late = await Add(loop, new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("late") });
        await Count(Submit(loop, busy, 300));
        turns.Clear();

        await Task.WhenAll(await loop.InvokeAsync(() => (Task[])[Count(Submit(loop, busy, 50)), Count(Submit(loop, late, 50))]));
        await loop.DisposeAsync();

        turns.Take(20).Count(turn => turn == "late").ShouldBeInRange(9, 11);
    }

    private static async Task<Inbox> Add(DecodeLoop loop, ScriptedEngine engine, double share = 1)
    {
        var inbox = new Inbox(10);
        await loop.InvokeAsync(() =>
        {
            loop.Add(new VariantRunner(engine, inbox, TimeProvider.System) { Share = share }, _ => { });
            return true;
        });
        return inbox;
    }

    private static GenerationOutbox Submit(DecodeLoop loop, Inbox inbox, int maxTokens = 3, int prompt = 2)
    {
        var request = new GenerationRequest
        {
            Id = "r", Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens },
        };
        var outbox = new GenerationOutbox(1000);
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
