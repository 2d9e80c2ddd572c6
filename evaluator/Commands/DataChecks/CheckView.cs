using System.Globalization;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.DataChecks;

/// <summary>A check for people.</summary>
internal static class CheckView
{
    private const int Levels = 5;

    public static void Write(IAnsiConsole console, DatasetCheck check)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{check.Source}: {check.Kind}, {Figures.Count(check.Rows, "row")}, sha256 {check.Sha256}");
        if (check.WithWrongStep is { } wrong)
        {
            output.WriteLine($"{Figures.Count(check.Usable, "labelled solution")}, {wrong} with a wrong step");
        }
        else if (check.Cells.Any(c => c.Subject is not null || c.Level is not null))
        {
            console.Write(TableOf(check));
        }

        if (check.AnswersFromBoxes > 0)
        {
            output.WriteLine($"derived: {Figures.Count(check.AnswersFromBoxes, "answer")} from the last box of the solution");
        }

        if (check.LevelsFromIndices)
        {
            output.WriteLine("derived: levels 1 to 5 from class indices 0 to 4");
        }

        WriteRepetitions(output, check);
        foreach (var fault in check.Faults)
        {
            output.WriteLine($"malformed: {fault}");
        }

        if (check.Malformed > check.Faults.Count)
        {
            output.WriteLine($"malformed: and {check.Malformed - check.Faults.Count} more");
        }

        output.WriteLine(check.Clean ? "clean" : check.Rows == 0 ? "no row in it"
            : $"not clean: {check.Usable} of {Figures.Count(check.Rows, "row")} usable");
    }

    private static void WriteRepetitions(TextWriter output, DatasetCheck check)
    {
        foreach (var id in check.RepeatedIds)
        {
            output.WriteLine($"duplicate: {id.Rows} rows have the id {id.Ids[0]}");
        }

        foreach (var text in check.RepeatedProblems)
        {
            output.WriteLine($"duplicate: {text.Rows} rows have the same problem: {string.Join(", ", text.Ids)}");
        }
    }

    private static Table TableOf(DatasetCheck check)
    {
        var table = new Table().AddColumn(new TableColumn("subject \\ level").NoWrap());
        for (var level = 1; level <= Levels; level++)
        {
            table.AddColumn(new TableColumn($"{level}").RightAligned());
        }

        table.AddColumn(new TableColumn("none").RightAligned()).AddColumn(new TableColumn("all").RightAligned());
        foreach (var subject in check.Cells.GroupBy(c => c.Subject))
        {
            AddRow(table, subject.Key ?? "none", [.. subject]);
        }

        AddRow(table, "all", check.Cells);
        return table;
    }

    private static void AddRow(Table table, string name, IReadOnlyList<CheckedCell> cells)
    {
        var counts = Enumerable.Range(1, Levels).Select(level => cells.Where(c => c.Level == level).Sum(c => c.Problems))
            .Append(cells.Where(c => c.Level is null).Sum(c => c.Problems))
            .Append(cells.Sum(c => c.Problems));
        table.AddRow([Markup.Escape(name), .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture))]);
    }
}
