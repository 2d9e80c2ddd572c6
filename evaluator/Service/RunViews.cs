using System.Collections.Concurrent;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Service;

/// <summary>
/// Runs as they stand, for all who watch them: counts of a large run take the store a while, so that watchers of one run share a reading
/// for as long as it is fresh.
/// </summary>
internal sealed class RunViews(RunRoom room, RunHost host)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, View> _views = new();

    /// <summary>The run as it stood a moment ago at most.</summary>
    public async Task<Run> OfAsync(string id, CancellationToken cancellation)
    {
        var now = room.Time.GetTimestamp();
        var view = _views.AddOrUpdate(id, _ => new View(now, ReadAsync(id)), (_, old) => IsFresh(old) ? old : new View(now, ReadAsync(id)));
        return await view.Run.WaitAsync(cancellation);
    }

    private bool IsFresh(View view) => !view.Run.IsCompleted || (view.Run.IsCompletedSuccessfully && room.Time.GetElapsedTime(view.Read) < Fresh);

    // Shared: no one watcher's end may end it.
    private async Task<Run> ReadAsync(string id)
    {
        var run = await room.Store.GetRunAsync(id, CancellationToken.None) ?? throw new InvalidOperationException($"run {id} is gone");
        return await OfAsync(run, CancellationToken.None);
    }

    /// <summary>A run as a message, read now.</summary>
    public async Task<Run> OfAsync(Storage.Run run, CancellationToken cancellation) => RunMessages.From(
        run,
        await room.Store.GetProgressAsync(run.Id, cancellation),
        host.MonitorOf(run.Id),
        run.Divergence ? await room.Store.ListDivergenceGapsAsync(run.Id, cancellation) : []);

    private sealed record View(long Read, Task<Run> Run);
}
