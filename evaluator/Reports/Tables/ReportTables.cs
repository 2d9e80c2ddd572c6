using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>A report as CSV: a file a table, and the rows that every number comes from.</summary>
internal static class ReportTables
{
    /// <summary>Writes the files into a folder, which is made where it is missing; older ones are replaced.</summary>
    /// <param name="report">The report.</param>
    /// <param name="store">Where its run is.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellation">Ends reading.</param>
    public static async Task WriteAsync(ReportModel report, RunStore store, Run run, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, write) in Tables)
        {
            write(Path.Combine(folder, $"{name}.csv"), report);
        }

        var cells = await store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All, cancellation);
        var votes = new PanelVotes(await store.ListVotesAsync(run.Id, cancellation), cells);
        CellRows.Write(Path.Combine(folder, "cells.csv"), run.Id, votes.Elect(cells));
    }

    private static Dictionary<string, Action<string, ReportModel>> Tables { get; } = new()
    {
        ["variants"] = VariantRows.Write,
        ["verdicts"] = VerdictRows.Write,
        ["accuracy"] = AccuracyRows.Write,
        ["samples"] = SampleRows.Write,
        ["errors"] = ErrorRows.Write,
        ["shifts"] = ShiftRows.Write,
        ["hazard"] = HazardRows.Write,
        ["failures"] = FailureRows.Write,
        ["divergence"] = DivergenceRows.Write,
        ["judges"] = JudgeRows.Write,
    };
}
