using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Results;

/// <summary>Results for readers.</summary>
internal static class ResultTable
{
    private const int LongestAnswer = 30;

    public static void Write(IAnsiConsole console, IReadOnlyList<Cell> cells)
    {
        DivergenceTable.Widen(console);
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("variant", "problem", "subject", "level", "verdict", "flip", "answer", "steps", "tokens", "first wrong step", "judges");
        foreach (var cell in cells)
        {
            table.AddRow([.. Row(cell).Select(text => new Text(text))]);
        }

        console.Write(table);
    }

    private static string[] Row(Cell cell) =>
    [
        cell.Variant,
        cell.Sample > 0 ? $"{cell.ProblemId} #{cell.Sample}" : cell.ProblemId,
        cell.Subject ?? "",
        $"{cell.Level}",
        cell.Grade is { } grade ? Words(EnumNames.Of(grade)) : "not graded",
        cell.Flip is { } flip ? Words(EnumNames.Of(flip)) : "",
        Short(cell.Answer ?? ""),
        $"{cell.StepCount}",
        $"{cell.GeneratedTokens}{(cell.Looping ? " (loops)" : cell.Truncated ? " (cut)" : "")}",
        cell.VerdictKind == VerdictKind.Valid ? $"{cell.FirstErrorStep?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} {Words(cell.ErrorType ?? "")}" : "",
        cell.Agreement is { } agreement ? Words(EnumNames.Of(agreement)) : "",
    ];

    private static string Words(string name) => name.Replace('_', ' ');

    private static string Short(string answer) => answer.Length <= LongestAnswer ? answer : $"{answer[..LongestAnswer]}...";
}
