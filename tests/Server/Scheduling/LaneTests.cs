using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Scheduling;

/// <summary>Variants that are computed beside each other, on a loop that has two threads for all of them.</summary>
public sealed class LaneTests
{
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(30);

    private readonly DecodeLoop _loop = new(NullLogger<DecodeLoop>.Instance);
    private readonly Lock _gate = new();
    private readonly List<int> _threads = [];
    private int _computing;
    private int _most;

    [Fact]
    public async Task Two_variants_are_computed_at_once_with_a_thread_each()
    {
        using var both = new Barrier(2);
        var met = 0;
        var (a, b) = (await AddAsync(Meet), await AddAsync(Meet));

        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(a, 20), _loop.Submit(b, 20)]);
        await Task.WhenAll(streams.Select(s => s.CountAsync()));
        await _loop.DisposeAsync();

        met.ShouldBe(1);
        _most.ShouldBe(2);
        _threads.ShouldContain(1);

        void Meet()
        {
            // Passes only where the other is being computed too.
            if (Volatile.Read(ref met) == 0)
            {
                both.SignalAndWait(Hangs).ShouldBeTrue();
                Interlocked.Exchange(ref met, 1);
            }
        }
    }

    [Fact]
    public async Task Who_works_alone_has_all_threads()
    {
        var only = await AddAsync();
        await AddAsync(); // has nothing to do

        (await _loop.Submit(only, 20).CountAsync()).ShouldBe(21);
        await _loop.DisposeAsync();

        _threads.ShouldAllBe(threads => threads == 2);
        _most.ShouldBe(1);
    }

    [Fact]
    public async Task A_strict_request_is_computed_while_nothing_else_is()
    {
        var alone = true;
        var strict = await AddAsync(() => alone &= _computing == 1);
        var other = await AddAsync();

        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(strict, 100, strict: true), _loop.Submit(other, 100)]);
        await Task.WhenAll(streams.Select(s => s.CountAsync()));
        await _loop.DisposeAsync();

        alone.ShouldBeTrue();
        _most.ShouldBe(1);
    }

    [Fact]
    public async Task A_variant_that_breaks_in_its_lane_ends_alone()
    {
        var steps = 0;
        var broken = await AddAsync(() =>
        {
            if (++steps == 5)
            {
                throw new EngineFaultException("boom");
            }
        });
        var healthy = await AddAsync();

        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(broken, 50), _loop.Submit(healthy, 50)]);

        await Should.ThrowAsync<EngineFaultException>(streams[0].CountAsync());
        (await streams[1].CountAsync()).ShouldBe(51);
        await _loop.DisposeAsync();
    }

    [Fact]
    public async Task What_is_invoked_runs_while_nothing_is_computed()
    {
        var (a, b) = (await AddAsync(), await AddAsync());
        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(a, 500), _loop.Submit(b, 500)]);
        var reading = Task.WhenAll(streams.Select(s => s.CountAsync()));

        var seen = new List<int>();
        do
        {
            seen.Add(await _loop.InvokeAsync(() => Volatile.Read(ref _computing)));
        }
        while (!reading.IsCompleted);

        (await reading).ShouldAllBe(count => count == 501);
        await _loop.DisposeAsync();
        seen.ShouldAllBe(computing => computing == 0);
    }

    [Fact]
    public async Task Shares_hold_although_there_is_a_lane_for_each()
    {
        var turns = new List<string>();
        var one = await AddAsync(() => Note("one"), share: 1);
        var three = await AddAsync(() => Note("three"), share: 3);

        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(one, 200), _loop.Submit(three, 200)]);
        await streams[1].CountAsync();
        await _loop.DisposeAsync();

        turns.Take(80).Count(turn => turn == "three").ShouldBeInRange(58, 62);

        void Note(string turn)
        {
            lock (_gate)
            {
                turns.Add(turn);
            }
        }
    }

    [Fact]
    public async Task Stopping_waits_for_what_is_being_computed()
    {
        var (a, b) = (await AddAsync(), await AddAsync());
        var streams = await _loop.InvokeAsync(() => (GenerationOutbox[])[_loop.Submit(a, 900), _loop.Submit(b, 900)]);
        await Task.WhenAll(streams.Select(s => s.Reader.ReadAsync().AsTask()));

        await _loop.DisposeAsync();

        _computing.ShouldBe(0);
        foreach (var stream in streams)
        {
            await Should.ThrowAsync<OperationCanceledException>(stream.CountAsync());
        }
    }

    private Task<Inbox> AddAsync(Action? computing = null, double share = 1) => _loop.AddAsync(
        new ScriptedEngine(cells: 10_000) { Threads = 2, Computing = threads => Compute(threads, computing) }, share);

    private void Compute(int threads, Action? more)
    {
        var now = Interlocked.Increment(ref _computing);
        lock (_gate)
        {
            _threads.Add(threads);
            _most = Math.Max(_most, now);
        }

        try
        {
            more?.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref _computing);
        }
    }
}
