using QuantGrpc.Bench.Soak.Calls;

namespace QuantGrpc.Bench.Soak;

/// <summary>Rounds of random load: all callers at once, beside a variant that comes and goes.</summary>
internal sealed class LoadRounds(SoakPlan plan, IReadOnlyList<SoakCall> calls, ComingAndGoing guest, CallTally tally)
{
    private int _round;

    /// <summary>One round. Calls that are under way when its time is over are waited for.</summary>
    public async Task RunAsync(TimeSpan time, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(time);
        var callers = new Callers(calls, tally);
        var chances = new Random(HashCode.Combine(plan.Seed, _round++));
        var running = Enumerable.Range(0, plan.Callers).Select(_ => callers.RunAsync(new Random(chances.Next()), over.Token)).ToList();
        running.Add(guest.RunAsync(new Random(chances.Next()), over.Token));
        await Task.WhenAll(running);
    }
}
