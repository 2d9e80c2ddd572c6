using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Status;

/// <summary>Reads how far runs are: from the store alone, since another process may work on them.</summary>
internal sealed class StatusReader(RunStore store, TimeProvider time)
{
    // Long enough for slow models' results, short enough to follow a change of pace.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public async Task<RunStatus> ReadAsync(string id, CancellationToken cancellation) =>
        await ReadAsync(await store.GetRunAsync(id, cancellation) ?? throw new InvalidOperationException($"run {id} is gone"), cancellation);

    public async Task<RunStatus> ReadAsync(Run run, CancellationToken cancellation) => new(run, await store.GetProgressAsync(run.Id, cancellation))
    {
        PerHour = run.State == RunState.Running ? await PaceAsync(run, cancellation) : null,
    };

    // From the first result of the window to now: a run that has just begun, or stopped, is not averaged over what it did not do.
    private async Task<double?> PaceAsync(Run run, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var recent = await store.GetRecentAsync(run.Id, now - Window, cancellation);
        return recent.First is { } first && now > first ? recent.Count / (now - first).TotalHours : null;
    }
}
