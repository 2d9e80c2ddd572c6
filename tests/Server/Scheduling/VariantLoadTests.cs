using Microsoft.Extensions.Time.Testing;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

public sealed class VariantLoadTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_runner_tells_what_runs_and_what_it_holds()
    {
        var inbox = new Inbox(8);
        using var runner = new VariantRunner(new ScriptedEngine(slots: 2, cells: 100, stepTokens: 8), inbox, _time);
        inbox.TryAdd(Sequence(prompt: 10, maxTokens: 2).Sequence);
        inbox.TryAdd(Sequence(prompt: 3, maxTokens: 40).Sequence);

        runner.Step();
        (runner.Load.Running, runner.Load.UsedCells, runner.Load.ReservedCells).ShouldBe((2, 8L, 12L + 43L));
        runner.Step();
        runner.Step();
        runner.Load.Running.ShouldBe(1);
        runner.Load.UsedCells.ShouldBe(4);
        (runner.Load.Slots, runner.Load.Cells).ShouldBe((2, 100));
    }

    [Fact]
    public void Prompt_tokens_and_generated_ones_are_counted_apart()
    {
        var inbox = new Inbox(8);
        using var runner = new VariantRunner(new ScriptedEngine(), inbox, _time);
        inbox.TryAdd(Sequence(prompt: 10, maxTokens: 5).Sequence);
        while (runner.Step())
        {
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        runner.Load.PromptPerSecond.ShouldBe(10);
        runner.Load.GeneratedPerSecond.ShouldBe(5);
    }

    [Fact]
    public void A_rate_is_the_mean_of_the_last_seconds_and_forgets()
    {
        var rate = new TokenRate(_time);
        for (var second = 0; second < 10; second++)
        {
            rate.Add(20);
            _time.Advance(TimeSpan.FromMilliseconds(500));
            rate.Add(20);
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        rate.PerSecond.ShouldBe(40);
        _time.Advance(TimeSpan.FromSeconds(2));
        rate.PerSecond.ShouldBe(20);
        _time.Advance(TimeSpan.FromSeconds(3));
        rate.PerSecond.ShouldBe(0);
    }

    [Fact]
    public void A_rate_of_the_first_moment_is_not_blown_up()
    {
        var rate = new TokenRate(_time);
        rate.Add(7);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        rate.PerSecond.ShouldBe(7);
    }

    private static Queued Sequence(int prompt, int maxTokens) => Queued.New(new GenerationRequest { Id = "r", Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = maxTokens } }, outbox: 100);
}
