using System.Globalization;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantGrpc.Evaluator.Commands.Status;

/// <summary>Runs' status for readers.</summary>
internal static class StatusTable
{
    public static Table OfRuns(IReadOnlyList<RunStatus> all)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("run", "state", "data set", "problems", "variants", "done", "left", "created (UTC)");
        foreach (var status in all)
        {
            var run = status.Run;
            Add(table, run.Id, State(status), run.Dataset.Name, $"{run.ProblemCount}", $"{run.Variants.Count}", $"{status.Done}/{status.Cells}", Left(status), Time(run.Created));
        }

        return table;
    }

    public static IRenderable OfRun(RunStatus status)
    {
        var run = status.Run;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("variant", "done", "accuracy (95 %)", "ungradable", "judged", "tokens");
        foreach (var variant in status.Variants)
        {
            Add(
                table,
                variant.IsReference ? $"{variant.Variant} (reference)" : variant.Variant,
                $"{variant.Done}/{variant.Cells}",
                Accuracy(variant),
                $"{variant.Ungradable}",
                $"{variant.Judged} of {Figures.Count(variant.NotEquivalent, "failure")}",
                variant.GeneratedTokens.ToString("N0", CultureInfo.InvariantCulture));
        }

        return new Rows(
        [
            new Text($"run {run.Id}: {run.ProblemCount} problems of {run.Dataset.Name}, created {Time(run.Created)} UTC{(run.Imported ? ", imported" : "")}"),
            new Text($"{State(status)}{(run.StateReason is { } reason ? $": {reason}" : "")}{(Left(status) is { Length: > 0 } left ? $", {left} left" : "")}"),
            .. run.Notice is { } notice ? [new Text(notice)] : Array.Empty<Text>(),
            .. status.IsQuiet ? [new Text("nothing was stored in the last minutes: if no process works on it, the command that began it goes on from here")] : Array.Empty<Text>(),
            table,
        ]);
    }

    private static string Accuracy(VariantProgress variant)
    {
        var graded = variant.Equivalent + variant.NotEquivalent + variant.Ungradable;
        var interval = new Proportion(variant.Equivalent, graded).Wilson();
        return graded == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"{100.0 * variant.Equivalent / graded:0.0} % ({100 * interval.Low:0.0} to {100 * interval.High:0.0})");
    }

    private static string State(RunStatus status) => status.IsQuiet ? "running (quiet)" : EnumNames.Of(status.Run.State);

    private static string Left(RunStatus status) => status.TimeLeft?.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture) is { } left
        ? left.StartsWith("0.", StringComparison.Ordinal) ? left[2..] : left
        : "";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void Add(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);
}
