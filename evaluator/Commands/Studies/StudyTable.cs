using System.Globalization;
using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Reports.Studies;
using QuantGrpc.Evaluator.Statistics;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Studies;

/// <summary>Comparisons of runs for readers.</summary>
internal static class StudyTable
{
    public static void Write(IAnsiConsole console, StudyReport study)
    {
        DivergenceTable.Widen(console);
        console.MarkupLineInterpolated($"{Figures.Count(study.Bases.Count, "base model")} on the same {study.Problems} problems, {Figures.Count(study.Samples, "sample")} each");
        console.Write(Matrix("loss in points", study, cell => cell.Points, column => column.Points));
        console.Write(Matrix("loss in % of the reference", study, cell => cell.Percent, column => column.Percent));
        console.MarkupLineInterpolated(
            $"[dim]95 % intervals, simultaneous over the base models of a column; the maximum's too, since it was selected; the mean's is BCa. A minus is a gain.[/]");
        foreach (var note in study.Notes)
        {
            console.MarkupLineInterpolated($"[yellow]{note}[/]");
        }
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<StepGrammarEffect> effects)
    {
        DivergenceTable.Widen(console);
        var table = DivergenceTable.Begin("variant", ["free", "with step grammar", "effect in points", "more than on the reference"]);
        foreach (var effect in effects)
        {
            DivergenceTable.AddRow(table,
            [
                effect.IsReference ? $"{effect.Variant} (reference)" : effect.Variant,
                Figures.Percent(effect.Free),
                Figures.Percent(effect.WithGrammar),
                Text(effect.Effect),
                effect.Interaction is { } interaction ? Text(interaction) : "",
            ]);
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[dim]differences paired by problem with 95 % BCa intervals; the last column is a difference of differences[/]");
    }

    private static Table Matrix(string name, StudyReport study, Func<StudyCell, Estimate> loss, Func<StudyColumn, StudyLosses> losses)
    {
        var table = DivergenceTable.Begin(name, ["reference", .. study.Columns.Select(c => c.Label)]);
        for (var i = 0; i < study.Bases.Count; i++)
        {
            var model = study.Bases[i];
            var cells = study.Columns.Select(c => c.Cells[i] is { } cell ? Text(loss(cell)) : "");
            DivergenceTable.AddRow(table, [model.Name, Figures.Percent(model.Accuracy), .. cells]);
        }

        DivergenceTable.AddRow(table, ["mean", "", .. study.Columns.Select(c => Text(losses(c).Mean))]);
        DivergenceTable.AddRow(table, ["maximum", "", .. study.Columns.Select(c => $"{Text(losses(c).Maximum)} {losses(c).MaximumAt}")]);
        return table;
    }

    private static string Text(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:0.0} ({estimate.Interval.Low:0.0} to {estimate.Interval.High:0.0})");
}
