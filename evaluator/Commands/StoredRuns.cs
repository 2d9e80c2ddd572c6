using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Finds stored runs by what a user calls them.</summary>
internal static class StoredRuns
{
    /// <summary>The run of a beginning of an id; the latest where none is given.</summary>
    /// <exception cref="RunRefusedException">None or several fit.</exception>
    public static async Task<Run> FindAsync(RunStore store, string? beginning, CancellationToken cancellation)
    {
        var runs = await store.ListRunsAsync(new RunPage { Size = 1000 }, cancellation);
        var fitting = runs.Where(r => beginning is null || r.Id.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        return fitting switch
        {
            [var run] => run,
            [var latest, ..] when beginning is null => latest,
            [] when runs.Count == 0 => throw new RunRefusedException("the store holds no run"),
            [] => throw new RunRefusedException($"--run {beginning}: there is no such run; the latest are {string.Join(", ", runs.Take(10).Select(r => r.Id))}"),
            _ => throw new RunRefusedException($"--run {beginning} fits {string.Join(", ", fitting.Take(10).Select(r => r.Id))}: name one"),
        };
    }

    /// <summary>A run's variant by name, or by a suffix after a "-" that fits one alone.</summary>
    /// <exception cref="RunRefusedException">None or several fit.</exception>
    public static string VariantOf(Run run, string name)
    {
        var names = run.Variants.Select(v => v.Name).ToList();
        var fitting = names.Contains(name) ? [name] : names.FindAll(n => n.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase));
        return fitting switch
        {
            [var one] => one,
            [] => throw new RunRefusedException($"--variant {name}: the run has {string.Join(", ", names)}"),
            _ => throw new RunRefusedException($"--variant {name} fits {string.Join(", ", fitting)}: name one"),
        };
    }
}
