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
        var broken = await loop.AddAsync(new ScriptedEngine { Fault = new EngineFaultException("boom") });
        var healthy = await loop.AddAsync(new ScriptedEngine());

        var failing = loop.Submit(broken);
        var working = loop.Submit(healthy);

        await Should.ThrowAsync<EngineFaultException>(failing.CountAsync());
        (await working.CountAsync()).ShouldBe(4); // started and three tokens
    }

    [Fact]
    public async Task Stopping_ends_what_runs_and_frees_the_engine()
    {
        var engine = new ScriptedEngine(cells: int.MaxValue);
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var inbox = await loop.AddAsync(engine);
        var endless = loop.Submit(inbox, maxTokens: 1_000_000);
        await endless.Reader.ReadAsync();

        await loop.DisposeAsync();

        engine.Disposed.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(endless.CountAsync());
    }

    [Fact]
    public async Task Variants_share_the_machine_by_what_is_computed_for_them()
    {
        var turns = new List<string>();
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var one = await loop.AddAsync(new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("one") }, share: 1);
        var three = await loop.AddAsync(new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("three") }, share: 3);

        var streams = await loop.InvokeAsync(() => (GenerationOutbox[])[loop.Submit(one, 200), loop.Submit(three, 200)]); // both before the next step
        await streams[1].CountAsync();
        await loop.DisposeAsync(); // nothing writes to the list any more

        turns.Take(80).Count(turn => turn == "three").ShouldBeInRange(59, 61);
    }

    [Fact]
    public async Task A_long_prompt_of_one_variant_does_not_hold_up_the_streams_of_another()
    {
        var reading = new ScriptedEngine(cells: 1000, stepTokens: 64, prefillTokens: 8);
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var prompts = await loop.AddAsync(reading);
        var submitted = new TaskCompletionSource<GenerationOutbox>(TaskCreationOptions.RunContinuationsAsynchronously);
        var steps = 0;
        var streams = await loop.AddAsync(new ScriptedEngine(cells: 1000) { Stepped = SubmitAtThird });

        loop.Submit(streams, maxTokens: 400);
        await (await submitted.Task).CountAsync();
        await loop.DisposeAsync();

        reading.Steps[0].ShouldBe("r:8");

        void SubmitAtThird()
        {
            if (++steps == 3) // it decodes, and has far to go
            {
                submitted.SetResult(loop.Submit(prompts, maxTokens: 1, prompt: 60));
            }
        }
    }

    [Fact]
    public async Task Who_had_nothing_to_do_has_saved_nothing_up()
    {
        var turns = new List<string>();
        var loop = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var busy = await loop.AddAsync(new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("busy") });
        var late = await loop.AddAsync(new ScriptedEngine(cells: 1000) { Stepped = () => turns.Add("late") });
        await loop.Submit(busy, 300).CountAsync();
        turns.Clear();

        await Task.WhenAll(await loop.InvokeAsync(() => (Task[])[loop.Submit(busy, 50).CountAsync(), loop.Submit(late, 50).CountAsync()]));
        await loop.DisposeAsync();

        turns.Take(20).Count(turn => turn == "late").ShouldBeInRange(9, 11);
    }
}
