using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary><c>divergence --run</c>: measures what a stored run lacks, stores it and shows all of it.</summary>
internal sealed class RunDivergence(IAnsiConsole console, DivergenceSettings settings)
{
    /// <returns>0, or 1 where nothing could be compared.</returns>
    public async Task<int> ExecuteAsync(string beginning, CancellationToken cancellation)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellation);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var run = await StoredRuns.FindAsync(store, beginning, cancellation);
        if (run.Imported)
        {
            throw new RunRefusedException($"--run {run.Id}: it was imported; outputs made elsewhere have no token ids and no distributions to compare");
        }

        if (run.Reference is null)
        {
            throw new RunRefusedException($"--run {run.Id}: it has no reference to be compared with");
        }

        await store.AskDivergenceAsync(run.Id, cancellation);
        await StatusLine.ShowAsync(console, "waiting for the server", report =>
            new DivergencePass(run with { Divergence = true }, store, server)
            {
                Report = (done, all) => report($"{done} of {all} solutions compared"),
            }.RunAsync(cancellation));
        var measured = await store.ListDivergencesAsync(run.Id, cancellation);
        if (settings.Json)
        {
            Write(measured, await store.ListDivergenceGapsAsync(run.Id, cancellation));
        }
        else
        {
            Show(measured);
            await DivergenceLines.WriteAsync(console, store, run.Id, cancellation);
        }

        return measured.Count > 0 ? 0 : 1;
    }

    private static void Write(IReadOnlyList<StoredDivergence> measured, IReadOnlyList<DivergenceGap> gaps)
    {
        var output = new JsonLines(Console.Out);
        foreach (var solution in measured)
        {
            output.Write(new
            {
                kind = "text",
                solution.Variant,
                problem = solution.ProblemPosition,
                solution.Sample,
                solution.Tokens,
                meanDivergence = solution.MeanKl,
                maximum = solution.MaxKl,
                solution.Flips,
                solution.FirstFlipToken,
                solution.FirstFlipStep,
                divergenceByStep = solution.KlByStep,
            });
        }

        output.Write(new { kind = "summary", variants = Summaries(measured), leftOut = gaps });
    }

    private void Show(IReadOnlyList<StoredDivergence> measured)
    {
        DivergenceTable.Widen(console);
        var table = DivergenceTable.Begin(
            "variant", ["solutions", "mean KL", "max", "same top-1", "no flip", "median first flip", "median step"]);
        foreach (var summary in Summaries(measured))
        {
            DivergenceTable.AddRow(table,
            [
                summary.Variant,
                $"{summary.Solutions}",
                summary.MeanError is { } error ? $"{Figures.Nats(summary.MeanKl)} ± {Figures.Nats(error)}" : Figures.Nats(summary.MeanKl),
                Figures.ShortNats(summary.MaxKl),
                $"{DivergenceTable.Number(100 * summary.SameTopShare, "0.00")} %",
                $"{summary.Unflipped}/{summary.Solutions}",
                DivergenceTable.Middle(summary.MedianFlip),
                DivergenceTable.Middle(summary.MedianStep),
            ]);
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[dim]{DivergenceTable.Legend}[/]");
    }

    private static List<RunVariantSummary> Summaries(IReadOnlyList<StoredDivergence> measured) =>
        [.. measured.GroupBy(d => d.Variant).Select(of => RunVariantSummary.Of(of.Key, [.. of]))];
}
