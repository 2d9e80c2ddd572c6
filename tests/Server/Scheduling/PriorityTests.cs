using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

public sealed class PriorityTests
{
    private readonly ScriptedEngine _engine = new(slots: 1, cells: 1000, stepTokens: 64);
    private readonly Inbox _inbox = new(capacity: 40);

    [Fact]
    public void Higher_priority_is_let_in_first_then_who_came_first()
    {
        using var runner = Runner();
        Add("low", priority: -1);
        Add("a");
        Add("b");
        Add("high", priority: 2);
        Run(runner);

        _engine.Steps.ShouldBe(["high:2", "a:2", "b:2", "low:2"]);
    }

    [Fact]
    public void Nobody_waits_for_ever()
    {
        using var runner = Runner();
        Add("low", priority: -2);
        for (var i = 0; i < 30; i++)
        {
            Add($"{i}");
        }

        Run(runner);

        _engine.Steps.IndexOf("low:2").ShouldBe(16); // overtaken by 16 it is as urgent as the others, and it came before them
    }

    [Fact]
    public void One_of_lower_priority_gives_its_place_up_and_goes_on_later_where_it_was()
    {
        using var runner = Runner();
        var batch = Add("batch", priority: -1, maxTokens: 4);
        runner.Step();
        runner.Step();
        Add("urgent");
        Run(runner);

        _engine.Steps.ShouldBe(["batch:2", "batch:1", "urgent:2", "batch:4", "batch:1"]);
        TokensOf(batch).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void One_whose_reader_is_slow_for_long_gives_its_place_up_to_whoever_waits()
    {
        using var runner = Runner();
        var slow = Add("slow", maxTokens: 3, outbox: 2);
        runner.Step();
        Add("next");
        for (var step = 0; step < 70; step++)
        {
            runner.Step();
        }

        _engine.Steps.ShouldBe(["slow:2", "next:2"]);
        (runner.Load.Running, runner.Load.Paused).ShouldBe((0, 1));
        TokensOf(slow).ShouldBe([0]);
        Run(runner);
        TokensOf(slow).ShouldBe([1, 2]);
        _engine.Steps[^2].ShouldBe("slow:3"); // all that it knew, in one step
    }

    [Fact]
    public void One_that_has_given_its_place_up_can_still_be_cancelled()
    {
        using var runner = Runner();
        var batch = Add("batch", priority: -1, maxTokens: 4);
        runner.Step();
        Add("urgent", maxTokens: 5);
        runner.Step();
        batch.Sequence.Cancel();
        runner.Step();

        runner.Load.Paused.ShouldBe(0);
        batch.Sequence.Ended.ShouldBeTrue();
    }

    [Fact]
    public void Strict_sequences_are_computed_alone_in_turn_with_all_others()
    {
        var engine = new ScriptedEngine(slots: 3, cells: 1000, stepTokens: 64, prefillTokens: 16);
        using var runner = new VariantRunner(engine, _inbox, TimeProvider.System);
        Add("a", maxTokens: 3);
        Add("strict", maxTokens: 2, isStrict: true, prompt: 20);
        Add("b", maxTokens: 3);
        Run(runner);

        engine.Steps.ShouldBe(["a:2 b:2", "strict:16", "a:1 b:1", "strict:4", "a:1 b:1", "strict:1"]);
    }

    private VariantRunner Runner() => new(_engine, _inbox, TimeProvider.System);

    private static void Run(VariantRunner runner)
    {
        for (var steps = 0; runner.Step(); steps++)
        {
            steps.ShouldBeLessThan(200);
        }
    }

    private static List<int> TokensOf(Queued queued)
    {
        var tokens = new List<int>();
        while (queued.Outbox.Reader.TryRead(out var item))
        {
            if (item is TokenGenerated token)
            {
                tokens.Add(token.Index);
            }
        }

        return tokens;
    }

    private Queued Add(string id, int priority = 0, int maxTokens = 1, int outbox = 100, bool isStrict = false, int prompt = 2)
    {
        var request = new GenerationRequest
        {
            Id = id, Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens }, Priority = priority, IsStrict = isStrict,
        };
        var added = Queued.New(request, outbox);
        _inbox.TryAdd(added.Sequence).ShouldBe(Submission.Accepted);
        return added;
    }
}
