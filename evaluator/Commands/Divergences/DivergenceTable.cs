using System.Globalization;
using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A measured divergence as tables for readers.</summary>
internal static class DivergenceTable
{
    private const int StepColumns = 4;
    private const int LeastWidth = 160; // where no terminal says how wide it is

    public static void Write(IAnsiConsole console, DivergenceResult result, TextsCompared all)
    {
        WriteHead(console, result, all);
        var summaries = result.Summaries();
        console.Write(Figures(result, all, summaries));
        console.MarkupLineInterpolated(
            $"[dim]KL(reference ‖ variant) in nats over the whole vocabulary, ± standard error over solutions; a flip is a token at which the two prefer different ones; where solutions flip first: median token and step[/]");
        console.WriteLine();
        console.Write(Flips(summaries));
    }

    private static void WriteHead(IAnsiConsole console, DivergenceResult result, TextsCompared all)
    {
        if (!StatusLine.IsTerminal(console))
        {
            console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        }

        var rate = all.ComputedTokens / Math.Max(all.Duration.TotalSeconds, 1e-3);
        console.MarkupLineInterpolated(
            $"{result.Done} solutions, {all.Tokens:N0} tokens; {all.ComputedTokens:N0} tokens computed in {all.Duration.TotalSeconds:0.0} s, {rate:N0} tokens/s");
        if (result.Solutions.Missing + result.Solutions.TooLong > 0)
        {
            console.MarkupLineInterpolated(
                $"[yellow]left out: {result.Solutions.Missing} without a solution, {result.Solutions.TooLong} longer than a variant's context[/]");
        }
    }

    private static Table Figures(DivergenceResult result, TextsCompared all, IReadOnlyList<VariantSummary> summaries)
    {
        var table = new Table().Border(TableBorder.Rounded);
        string[] columns = ["variant", "mean KL", "median", "p99", "max", "same top-1", "perplexity", "no flip", "flips at", "in step"];
        for (var i = 0; i < columns.Length; i++)
        {
            table.AddColumn(new TableColumn(columns[i]) { Alignment = i == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        }

        table.AddRow(new Text(result.Reference), new Text("reference"), new Text(""), new Text(""), new Text(""), new Text(""), new Text(Number(all.ReferencePerplexity, "0.0000")));
        foreach (var summary in summaries)
        {
            table.AddRow([.. Row(summary).Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static string[] Row(VariantSummary summary) =>
    [
        summary.Variant,
        $"{Commands.Figures.Nats(summary.Divergence.Mean)} ± {Commands.Figures.Nats(summary.MeanError)}",
        Commands.Figures.Nats(summary.Divergence.Median),
        Commands.Figures.Nats(summary.Divergence.P99),
        Commands.Figures.Nats(summary.Divergence.Maximum),
        $"{Number(100 * summary.Divergence.SameTopShare, "0.00")} %",
        Number(summary.Divergence.Perplexity, "0.0000"),
        $"{summary.Unflipped} of {summary.Flips.Count}",
        summary.MedianFlip is { } token ? Number(token, "0.#") : "",
        summary.MedianStep is { } step ? Number(step, "0.#") : "",
    ];

    // Where first flips fall: shares of the solutions that have one.
    private static Table Flips(IReadOnlyList<VariantSummary> summaries)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("first flips fall in");
        string[] columns = [.. Enumerable.Range(1, StepColumns).Select(s => $"step {s}"), "later steps", "closing answer", "outside steps", "flipped"];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column) { Alignment = Justify.Right });
        }

        foreach (var summary in summaries)
        {
            var flips = summary.Flips.OfType<FirstFlip>().ToList();
            var steps = flips.Where(f => f is { Step: not null, IsClosing: false }).ToList();
            IEnumerable<int> counts =
            [
                .. Enumerable.Range(1, StepColumns).Select(s => steps.Count(f => f.Step == s)),
                steps.Count(f => f.Step > StepColumns), flips.Count(f => f.IsClosing), flips.Count(f => f.Step is null),
            ];
            table.AddRow([new Text(summary.Variant), .. counts.Select(c => new Text(Share(c, flips.Count))), new Text($"{flips.Count}")]);
        }

        return table;
    }

    private static string Share(int count, int all) => count == 0 ? "" : $"{Number(100.0 * count / all, "0")} %";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
