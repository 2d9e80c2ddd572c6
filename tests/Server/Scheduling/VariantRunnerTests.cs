using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Engine.Scoring;
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

        engine.Steps.ShouldBe(["a:6", "a:1", "c:1 b:4", "b:1"]);
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

        queued.Sequence.Cancel();
        a.Sequence.Cancel();
        runner.Step();

        engine.Steps.ShouldBe(["a:2", "b:2"]);
        a.Sequence.Slot.ShouldBeNull();
        runner.Load.Running.ShouldBe(0);
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
            _inbox.TryAdd(New("x", 1, 1).Sequence).ShouldBe(Submission.Accepted);
        }

        _inbox.TryAdd(New("one too many", 1, 1).Sequence).ShouldBe(Submission.Full);
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
        _inbox.TryAdd(New("late", 1, 1).Sequence).ShouldBe(Submission.Closed);
    }

    [Fact]
    public void Samples_of_one_prompt_share_its_computation_and_its_cells()
    {
        var engine = new ScriptedEngine(slots: 3, cells: 11);
        using var runner = Runner(engine);
        var request = Request("s", prompt: 5, maxTokens: 2) with { Samples = 3 };
        var outbox = new GenerationOutbox(100, request.Samples);
        _inbox.TryAdd(SampleGroup.Of(request, outbox, arrived: 0)).ShouldBe(Submission.Accepted);
        Run(runner);

        engine.Steps.ShouldBe(["s:5", "s:1 s:1 s:1"]);
        runner.Load.ReservedCells.ShouldBe(0);
        Tokens(outbox).Select(t => t.Sample).ShouldBe([0, 1, 2, 0, 1, 2]);
        outbox.Reader.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void A_sequence_whose_time_is_used_up_ends_with_what_it_has_also_while_it_waits()
    {
        var engine = new ScriptedEngine(slots: 1);
        using var runner = Runner(engine);
        var running = Add("a", prompt: 2, maxTokens: 50);
        var waiting = Add("b", prompt: 2, maxTokens: 50);
        runner.Step();

        running.Sequence.Expire();
        waiting.Sequence.Expire();
        runner.Step().ShouldBeFalse();

        Events(running).ShouldBe(["GenerationStarted", "TokenGenerated", "GenerationFinished"]);
        Events(waiting).ShouldBe(["GenerationStarted", "GenerationFinished"]);
        running.Sequence.Slot.ShouldBeNull();
    }

    [Fact]
    public void Rows_that_are_looked_at_bound_a_step_as_tokens_do()
    {
        var engine = new ScriptedEngine(stepTokens: 8, stepRows: 3);
        using var runner = Runner(engine);
        Score("text", tokens: 10, first: 5);
        Run(runner);

        engine.Steps.ShouldBe(["text:7", "text:2"]); // four rows unseen, three seen; then the last two
    }

    [Fact]
    public void A_reference_waits_a_block_ahead_of_the_slowest_variant()
    {
        var block = new ReferenceBlock(rows: 4, vocabulary: 2);
        var reference = Sequence("r", tokens: 11, first: 1, block);
        var variant = Sequence("v", tokens: 11, first: 1, block);
        block.Join(reference, [variant]);

        reference.Wanted.ShouldBe(4);
        variant.Wanted.ShouldBe(0);
        reference.MarkComputed(4);
        block.Advance();
        reference.Wanted.ShouldBe(0);
        variant.Wanted.ShouldBe(4);
        variant.MarkComputed(3);
        block.Advance();
        reference.Wanted.ShouldBe(3);
    }

    private static ScoreSequence Sequence(string id, int tokens, int first, ReferenceBlock? block = null) => new(
        new ScoreRequest { Id = id, Tokens = new TokenId[tokens], First = first }, new Outbox<ScoreEvent>(10), arrived: 0)
    {
        Block = block, Pace = block,
    };

    private static async Task Drain(Queued added)
    {
        await foreach (var item in added.Outbox.Reader.ReadAllAsync())
        {
            item.ShouldNotBeNull();
        }
    }

    private static List<string> Events(Queued added)
    {
        var names = new List<string>();
        while (added.Outbox.Reader.TryRead(out var item))
        {
            names.Add(item.GetType().Name);
        }

        return names;
    }

    private static List<TokenGenerated> Tokens(GenerationOutbox outbox)
    {
        var tokens = new List<TokenGenerated>();
        while (outbox.Reader.TryRead(out var item))
        {
            if (item is TokenGenerated token)
            {
                tokens.Add(token);
            }
        }

        return tokens;
    }

    private static void Run(VariantRunner runner)
    {
        for (var steps = 0; runner.Step(); steps++)
        {
            steps.ShouldBeLessThan(100);
        }
    }

    private static GenerationRequest Request(string id, int prompt, int maxTokens) =>
        new() { Id = id, Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens } };

    private static Queued New(string id, int prompt, int maxTokens) => Queued.New(Request(id, prompt, maxTokens));

    private VariantRunner Runner(ScriptedEngine engine) => new(engine, _inbox, TimeProvider.System);

    private void Score(string id, int tokens, int first) => _inbox.TryAdd(Sequence(id, tokens, first)).ShouldBe(Submission.Accepted);

    private Queued Add(string id, int prompt, int maxTokens, int outbox = 100)
    {
        var added = Queued.New(Request(id, prompt, maxTokens), outbox);
        _inbox.TryAdd(added.Sequence).ShouldBe(Submission.Accepted);
        return added;
    }
}
