using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A problem to look at.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Gold">The right answer; null where it is not known.</param>
internal sealed record InspectedProblem(string Text, string? Gold)
{
    /// <summary>The first problem of the latest run that a variant lost and the reference solved.</summary>
    /// <exception cref="RunRefusedException">There is none.</exception>
    public static async Task<InspectedProblem> LostAsync(string file, string lost, CancellationToken cancellation)
    {
        await using var store = await RunStore.OpenAsync(file, TimeProvider.System, cancellation);
        var run = (await store.ListRunsAsync(new RunPage { Size = 1 }, cancellation)).FirstOrDefault()
            ?? throw new RunRefusedException($"--lost: {file} holds no run");
        var variant = run.Variants.FirstOrDefault(v => v.Name == lost || v.Name.EndsWith($"-{lost}", StringComparison.OrdinalIgnoreCase))
            ?? throw new RunRefusedException($"--lost {lost}: run {run.Id} has {string.Join(", ", run.Variants.Select(v => v.Name))}");
        var filter = new CellFilter { Variant = variant.Name, Flip = Flip.Lost };
        var cell = (await store.ListCellsAsync(run.Id, filter, new CellPage { Size = 1 }, cancellation)).FirstOrDefault()
            ?? throw new RunRefusedException($"--lost {lost}: it lost no problem of run {run.Id}");
        var detail = await store.GetDetailAsync(run.Id, cell.ResultId, cancellation)
            ?? throw new RunRefusedException($"--lost: result {cell.ResultId} is gone");
        return new InspectedProblem(detail.Problem.Text, detail.Problem.Answer);
    }
}
