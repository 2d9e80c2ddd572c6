using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

public sealed class VariantRunnerTests
{
    private readonly Inbox _inbox = new(capacity: 3);

    [Fact]
    public void Sequences_join_and_leave_at_any_step()
    {
        var engine = new ScriptedEngine();
        using var runner = Runner(engine);
        Add("a", prompt: 3, maxTokens: 3);
        runner.Step();
        Add("b", prompt: 2, maxTokens: 1);
        runner.Step();
        runner.Step();

        engine.Steps.ShouldBe(["a:3", "a:1 b:2", "a:1"]);
        runner.Step().ShouldBeFalse();
    }

    [Fact]
    public void A_long_prompt_is_cut_into_steps_and_never_stalls_a_running_sequence()
    {
        var engine = new ScriptedEngine(stepTokens: 8);
        using var runner = Runner(engine);
        Add("a", prompt: 2, maxTokens: 4);
        runner.Step();
        Add("long", prompt: 20, maxTokens: 1);
        Run(runner);

        engine.Steps.ShouldBe(["a:2", "a:1 long:7", "a:1 long:7", "a:1 long:6"]);
    }

    [Fact]
    public void What_does_not_fit_waits_in_order_until_cells_are_free()
    {
        var engine = new ScriptedEngine(slots: 4, cells: 10);
        using var runner = Runner(engine);
        Add("a", prompt: 6, maxTokens: 2);
        Add("b", prompt: 4, maxTokens: 2);
        Add("c", prompt: 1, maxTokens: 1);
        Run(runner);

        engine.Steps.ShouldBe(["a:6", "a:1", "b:4 c:1", "b:1"]);
    }

    [Fact]
    public void A_cancelled_sequence_is_freed_before_the_next_step()
    {
        var engine = new ScriptedEngine(slots: 1);
        using var runner = Runner(engine);
        var a = Add("a", prompt: 2, maxTokens: 50);
        var queued = Add("queued", prompt: 2, maxTokens: 50);
        Add("b", prompt: 2, maxTokens: 1);
        runner.Step();

        queued.Cancel();
        a.Cancel();
        runner.Step();

        engine.Steps.ShouldBe(["a:2", "b:2"]);
        engine.Freed.ShouldBe([new SequenceId(0), new SequenceId(0)]);
        a.Outbox.Reader.Completion.IsCompletedSuccessfully.ShouldBeFalse(); // events are still to be read
        queued.Outbox.Reader.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void A_full_outbox_parks_only_its_own_sequence()
    {
        var engine = new ScriptedEngine();
        using var runner = Runner(engine);
        var slow = Add("slow", prompt: 1, maxTokens: 9, outbox: 2);
        Add("fast", prompt: 1, maxTokens: 4);
        Run(runner);

        engine.Steps.ShouldBe(["slow:1 fast:1", "fast:1", "fast:1", "fast:1"]);
        slow.Outbox.Reader.TryRead(out _).ShouldBeTrue();
        runner.Step().ShouldBeTrue();
        engine.Steps[^1].ShouldBe("slow:1");
    }

    [Fact]
    public void A_full_inbox_refuses_at_once()
    {
        for (var i = 0; i < 3; i++)
        {
            _inbox.TryAdd(Sequence("x", 1, 1)).ShouldBe(Submission.Accepted);
        }

        _inbox.TryAdd(Sequence("one too many", 1, 1)).ShouldBe(Submission.Full);
    }

    [Fact]
    public async Task A_failed_variant_ends_every_sequence_with_the_reason()
    {
        using var runner = Runner(new ScriptedEngine(slots: 1));
        var running = Add("a", prompt: 1, maxTokens: 9);
        var waiting = Add("b", prompt: 1, maxTokens: 9);
        runner.Step();

        runner.Fail(new EngineFaultException("boom"));

        await Should.ThrowAsync<EngineFaultException>(Drain(running));
        await Should.ThrowAsync<EngineFaultException>(Drain(waiting));
        _inbox.TryAdd(Sequence("late", 1, 1)).ShouldBe(Submission.Closed);
    }

    private static async Task Drain(Sequence sequence)
    {
        await foreach (var item in sequence.Outbox.Reader.ReadAllAsync())
        {
            item.ShouldNotBeNull();
        }
    }

    private static void Run(VariantRunner runner)
    {
        for (var steps = 0; runner.Step(); steps++)
        {
            steps.ShouldBeLessThan(100);
        }
    }

    private VariantRunner Runner(ScriptedEngine engine) => new(engine, _inbox, TimeProvider.System);

    private Sequence Add(string id, int prompt, int maxTokens, int outbox = 100)
    {
        var sequence = Sequence(id, prompt, maxTokens, outbox);
        _inbox.TryAdd(sequence).ShouldBe(Submission.Accepted);
        return sequence;
    }

    private static Sequence Sequence(string id, int prompt, int maxTokens, int outbox = 100) => new(
        new GenerationRequest { Id = id, Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens } },
        new Outbox(outbox),
        arrived: 0);
}
