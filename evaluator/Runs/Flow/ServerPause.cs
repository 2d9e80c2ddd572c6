using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// Waits, however long it takes, for a source that is gone: one wait for all cells that need it. When it is back it has to state what it
/// stated before.
/// </summary>
internal sealed class ServerPause(RunContext context)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IGenerator, Task> _waits = [];

    /// <summary>What the run brings into memory, and brings there again.</summary>
    public ResidentGroups Groups { get; } = new(context);

    /// <summary>Whether a source was ever gone: judges may have missed cases meanwhile.</summary>
    public bool WasPaused { get; private set; }

    /// <summary>Comes back when the source serves again.</summary>
    /// <param name="source">Which.</param>
    /// <param name="routes">Variants that are being generated.</param>
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
                var paces = context.Monitor.Read();
                context.Monitor.Say(
                    $"server at {source.Address} is gone; {paces.Sum(p => p.Done)} of {paces.Sum(p => p.Cells)} results are stored; waiting for it, Ctrl-C stops");
            }

            await Task.Delay(Every, context.Time, cancellation);
        }

        if (isGone)
        {
            context.Monitor.Say($"server at {source.Address} is back");
        }
    }

    private async Task<bool> IsBackAsync(IGenerator source, IReadOnlyList<VariantRoute> routes, CancellationToken cancellation)
    {
        if (source == context.Server && !await context.Server.IsReachableAsync(cancellation))
        {
            return false;
        }

        foreach (var route in routes.Where(r => r.Source == source))
        {
            if (await StatedAsync(route, cancellation) is not { } stated)
            {
                return false;
            }

            route.RequireSame(stated);
        }

        return true;
    }

    // What this run had loaded, a server that was started again may have left out.
    private async Task<string?> StatedAsync(VariantRoute route, CancellationToken cancellation)
    {
        try
        {
            return await route.Source.FingerprintAsync(route.AskedName, cancellation);
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused && route.Source == context.Server)
        {
            if (!await Groups.LoadAgainAsync(route.AskedName, cancellation))
            {
                throw;
            }

            return null;
        }
    }
}
