using Spectre.Console;

namespace QuantGrpc.Bench.Soak;

/// <summary>A soak as tables.</summary>
internal static class SoakReport
{
    // Of the widest table, where the output is no terminal.
    private const int Width = 140;

    /// <summary>Prints calls by kind, faults, and the verdict where there is one.</summary>
    public static void Print(IAnsiConsole console, SoakOutcome outcome, IReadOnlyList<SoakLine> lines)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, Width);
        var calls = new Table().AddColumns("calls", "number", "how they ended", "longest, s");
        foreach (var (kind, figures) in outcome.Calls.Kinds)
        {
            calls.AddRow(
                Markup.Escape(kind), $"{figures.Count}", string.Join(", ", figures.Ends.Select(e => $"{e.Key} {e.Value}")), $"{figures.Longest.TotalSeconds:0.00}");
        }

        console.Write(calls);
        console.WriteLine($"{outcome.Calls.Count} calls, {outcome.Unloads} unloads and loads, {outcome.Samples.Count} quiet points");
        foreach (var fault in outcome.Calls.Faults.Concat(outcome.LoggedErrors))
        {
            console.WriteLine($"fault: {fault}");
        }

        if (lines.Count == 0)
        {
            console.WriteLine("stopped: no verdict");
            return;
        }

        var verdict = new Table().AddColumns("", "start", "end", "allowed", "");
        foreach (var line in lines)
        {
            verdict.AddRow(line.What, line.Start, line.End, line.Bound, line.Holds ? "holds" : "BROKEN");
        }

        console.Write(verdict);
    }
}
