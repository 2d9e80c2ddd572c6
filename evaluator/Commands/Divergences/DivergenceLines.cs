using QuantGrpc.Evaluator.Storage;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>What a run's divergences lack, for readers: a line a variant.</summary>
internal static class DivergenceLines
{
    public static async Task WriteAsync(IAnsiConsole console, RunStore store, string runId, CancellationToken cancellation)
    {
        foreach (var gap in await store.ListDivergenceGapsAsync(runId, cancellation))
        {
            console.MarkupLineInterpolated($"[yellow]divergence of {gap.Variant} left out: {gap.Reason}[/]");
        }
    }
}
