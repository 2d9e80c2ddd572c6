using System.Globalization;
using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A measured divergence as tables for readers.</summary>
internal static class DivergenceTable
{
    public const string Legend =
        "KL(reference ‖ variant) in nats over the whole vocabulary, ± standard error over solutions; a flip is a token at which the two prefer different ones";

    private const int LastPlace = 6; // the closing answer; steps before it, the last of them standing for later ones too
    private const int LeastWidth = 160; // where no terminal says how wide it is

    public static void Write(IAnsiConsole console, DivergenceResult result, TextsCompared all)
    {
        WriteHead(console, result, all);
        var summaries = result.Summaries();
        console.Write(Figures(result, all, summaries));
        console.MarkupLineInterpolated($"[dim]{Legend}[/]");
        console.WriteLine();
        console.Write(Flips(summaries));
    }

    /// <summary>Gives a table room where no terminal bounds it.</summary>
    public static void Widen(IAnsiConsole console)
    {
        if (!StatusLine.IsTerminal(console))
        {
            console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        }
    }

    private static void WriteHead(IAnsiConsole console, DivergenceResult result, TextsCompared all)
    {
        Widen(console);
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
        var table = Begin("variant", ["mean KL", "median", "p99", "max", "same top-1", "perplexity", "no flip"]);
        AddRow(table, [result.Reference, "reference", "", "", "", "", Number(all.ReferencePerplexity, "0.0000")]);
        foreach (var summary in summaries)
        {
            AddRow(table, Row(summary));
        }

        return table;
    }

    private static string[] Row(VariantSummary summary) =>
    [
        summary.Variant,
        $"{Commands.Figures.Nats(summary.Divergence.Mean)} ± {Commands.Figures.Nats(summary.MeanError)}",
        Commands.Figures.ShortNats(summary.Divergence.Median),
        Commands.Figures.ShortNats(summary.Divergence.P99),
        Commands.Figures.ShortNats(summary.Divergence.Maximum),
        $"{Number(100 * summary.Divergence.SameTopShare, "0.00")} %",
        Number(summary.Divergence.Perplexity, "0.0000"),
        $"{summary.Unflipped}/{summary.Flips.Count}",
    ];

    // Where first flips fall: shares of the solutions that have one; places where none falls are left out.
    private static Table Flips(IReadOnlyList<VariantSummary> summaries)
    {
        var flips = summaries.Select(s => s.Flips.OfType<FirstFlip>().ToList()).ToList();
        var places = Enumerable.Range(0, LastPlace + 1).Where(place => flips.Exists(f => f.Exists(flip => PlaceOf(flip) == place))).ToList();
        var table = Begin("first flips", ["median token", "median step", .. places.Select(NameOf)]);
        for (var i = 0; i < summaries.Count; i++)
        {
            var shares = places.Select(place => Share(flips[i].Count(flip => PlaceOf(flip) == place), flips[i].Count));
            AddRow(table, [summaries[i].Variant, Middle(summaries[i].MedianFlip), Middle(summaries[i].MedianStep), .. shares]);
        }

        return table;
    }

    private static int PlaceOf(FirstFlip flip) => flip switch
    {
        { Step: null } => 0,
        { IsClosing: true } => LastPlace,
        { Step: { } step } => Math.Min(step, LastPlace - 1),
    };

    private static string NameOf(int place) => place switch
    {
        0 => "before a step",
        LastPlace => "closing answer",
        LastPlace - 1 => $"step {place} and later",
        _ => $"step {place}",
    };

    // Where a table is too wide, the first column gives way.
    public static Table Begin(string first, IReadOnlyList<string> others)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var column in others)
        {
            table.AddColumn(new TableColumn(column) { Alignment = Justify.Right, NoWrap = true });
        }

        return table;
    }

    public static void AddRow(Table table, IEnumerable<string> cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    public static string Middle(double? median) => median is { } value ? Number(value, "0.#") : "";

    private static string Share(int count, int all) => count == 0 ? "" : $"{Number(100.0 * count / all, "0")} %";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
