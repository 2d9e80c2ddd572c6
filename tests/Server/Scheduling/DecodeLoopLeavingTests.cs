using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

/// <summary>How variants leave a loop that goes on.</summary>
public sealed class DecodeLoopLeavingTests : IAsyncDisposable
{
    private readonly DecodeLoop _loop = new(NullLogger<DecodeLoop>.Instance);
    private readonly ScriptedEngine _engine = new(slots: 1, cells: 1_000_000);
    private readonly Inbox _inbox = new(10);
    private readonly TaskCompletionSource<Exception?> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Fact]
    public async Task A_drained_variant_finishes_what_runs_and_what_waits()
    {
        var runner = await AddAsync();
        var running = Submit(maxTokens: 3);
        var waiting = Submit(maxTokens: 3);
        _inbox.Shut();
        _loop.Drain(runner);

        (await _gone.Task).ShouldBeNull();
        _engine.Disposed.ShouldBeTrue();
        running.Outbox.Reader.Count.ShouldBe(4);
        waiting.Outbox.Reader.Count.ShouldBe(4);
        _inbox.TryAdd(Sequence(1).Sequence).ShouldBe(Submission.Closed);
    }

    [Fact]
    public async Task An_ended_variant_ends_what_runs_with_the_reason()
    {
        var runner = await AddAsync();
        var endless = Submit(maxTokens: 100_000);

        _loop.End(runner, new InvalidOperationException("enough"));

        (await _gone.Task).ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(async () => await endless.Outbox.Reader.ReadAllAsync().LastAsync());
    }

    [Fact]
    public async Task A_loop_that_has_stopped_takes_no_more_work()
    {
        await _loop.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(_loop.InvokeAsync(() => true));
    }

    private async Task<VariantRunner> AddAsync()
    {
        var runner = new VariantRunner(_engine, _inbox, TimeProvider.System);
        await _loop.InvokeAsync(() =>
        {
            _loop.Add(runner, _gone.SetResult);
            return true;
        });
        return runner;
    }

    private Queued Submit(int maxTokens)
    {
        var sequence = Sequence(maxTokens);
        _inbox.TryAdd(sequence.Sequence).ShouldBe(Submission.Accepted);
        _loop.Wake();
        return sequence;
    }

    private static Queued Sequence(int maxTokens) => Queued.New(new GenerationRequest { Id = "r", Prompt = new TokenId[2], Sampling = new SamplingSettings { MaxTokens = maxTokens } }, outbox: 10);
}
