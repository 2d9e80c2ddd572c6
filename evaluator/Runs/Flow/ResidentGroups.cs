using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// Variants that do not fit into the server's memory together, group by group: what is resident and what can be loaded beside it is
/// one group. The server plans memory; this asks it, and makes room where it refuses. Nothing but the run's own variants is unloaded,
/// and of those none that judges.
/// </summary>
internal sealed class ResidentGroups(RunContext context)
{
    private readonly HashSet<string> _loaded = [];
    private readonly HashSet<string> _judges = [.. context.Run.Judges.Select(j => JudgeSpec.Parse(j).Variant).OfType<string>()];

    /// <summary>The next group, loaded.</summary>
    /// <param name="waiting">Variants with cells to be generated, the most wanted first; at least one.</param>
    /// <param name="cancellation">Ends loading.</param>
    /// <exception cref="GenerationFailedException">The first one does not fit alone, or the server allows no loading.</exception>
    public async Task<IReadOnlyList<VariantRoute>> NextAsync(IReadOnlyList<VariantRoute> waiting, CancellationToken cancellation)
    {
        if (waiting.All(r => r.Source != context.Server))
        {
            return waiting;
        }

        var group = new List<VariantRoute>();
        foreach (var route in waiting)
        {
            if (route.Source != context.Server || await IsResidentAsync(route, cancellation) || await FitsAsync(route, group, cancellation))
            {
                group.Add(route);
            }
        }

        return group;
    }

    /// <summary>Takes what this run has loaded out of memory.</summary>
    public async Task UnloadAsync(CancellationToken cancellation)
    {
        foreach (var name in _loaded.ToList())
        {
            await UnloadAsync(name, cancellation);
        }
    }

    /// <summary>Loads a variant of the group once more, after the server was gone.</summary>
    /// <returns>Whether this run had loaded it; otherwise it is not touched.</returns>
    public async Task<bool> LoadAgainAsync(string name, CancellationToken cancellation)
    {
        if (!_loaded.Contains(name))
        {
            return false;
        }

        await LoadAsync(name, cancellation);
        return true;
    }

    private async Task<bool> IsResidentAsync(VariantRoute route, CancellationToken cancellation) =>
        (await context.Server.ListVariantsAsync(cancellation)).Any(v => v.IsReady && v.Id == route.AskedName);

    // Beside what is there; for the first of a group, in the place of the run's other variants.
    private async Task<bool> FitsAsync(VariantRoute route, IReadOnlyList<VariantRoute> group, CancellationToken cancellation)
    {
        try
        {
            await LoadAsync(route.AskedName, cancellation);
            return true;
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused)
        {
            if (group.Any(r => r.Source == context.Server))
            {
                return false;
            }

            if (!await MakeRoomAsync(route, cancellation))
            {
                throw;
            }
        }

        await LoadAsync(route.AskedName, cancellation);
        return true;
    }

    private async Task<bool> MakeRoomAsync(VariantRoute wanted, CancellationToken cancellation)
    {
        var own = context.Run.Variants.Select(v => v.Name).Except([wanted.AskedName]).Except(_judges).ToHashSet();
        var resident = (await context.Server.ListVariantsAsync(cancellation)).Where(v => v.IsReady && own.Contains(v.Id)).ToList();
        foreach (var variant in resident)
        {
            context.Monitor.Say($"{variant.Id} is unloaded to make room for {wanted.AskedName}");
            await UnloadAsync(variant.Id, cancellation);
        }

        return resident.Count > 0;
    }

    private async Task LoadAsync(string name, CancellationToken cancellation)
    {
        var variant = await context.Server.LoadVariantAsync(name, cancellation);
        _loaded.Add(variant.Id);
        context.Monitor.Say($"{variant.Id} is loaded");
    }

    private async Task UnloadAsync(string name, CancellationToken cancellation)
    {
        await context.Server.UnloadVariantAsync(name, cancellation);
        _loaded.Remove(name);
    }
}
