using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// Waits, however long it takes, for a source that is gone: one wait for all cells that need it. When it is back it has to state what it
/// stated before.
/// </summary>
internal sealed class ServerPause(RunMonitor monitor, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IGenerator, Task> _waits = [];

    /// <summary>Whether a source was ever gone: judges may have missed cases meanwhile.</summary>
    public bool WasPaused { get; private set; }

    /// <summary>Comes back when the source serves again.</summary>
    /// <param name="source">Which.</param>
    /// <param name="routes">Variants of it that are being generated.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="RunRefusedException">It is back and is another.</exception>
    /// <exception cref="GenerationFailedException">It is back and does not serve one of the variants.</exception>
    public Task WaitAsync(IGenerator source, IReadOnlyList<VariantRoute> routes, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(source, out var wait) || wait.IsCompleted)
            {
                wait = UntilBackAsync(source, routes, cancellation);
                _waits[source] = wait;
            }

            return wait;
        }
    }

    private async Task UntilBackAsync(IGenerator source, IReadOnlyList<VariantRoute> routes, CancellationToken cancellation)
    {
        var isGone = false;
        while (!await IsBackAsync(source, routes, cancellation))
        {
            if (!isGone)
            {
                isGone = WasPaused = true;
                var paces = monitor.Read();
                monitor.Say(
                    $"server at {source.Address} is gone; {paces.Sum(p => p.Done)} of {paces.Sum(p => p.Cells)} results are stored; waiting for it, Ctrl-C stops");
            }

            await Task.Delay(Every, time, cancellation);
        }

        if (isGone)
        {
            monitor.Say($"server at {source.Address} is back");
        }
    }

    private static async Task<bool> IsBackAsync(IGenerator source, IReadOnlyList<VariantRoute> routes, CancellationToken cancellation)
    {
        foreach (var route in routes.Where(r => r.Source == source))
        {
            if (await source.FingerprintAsync(route.AskedName, cancellation) is not { } stated)
            {
                return false;
            }

            route.RequireSame(stated);
        }

        return true;
    }
}
