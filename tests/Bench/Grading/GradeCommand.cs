using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using QuantGrpc.Evaluator.Answers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Grading;

/// <summary><c>grade</c>: pairs of answers graded a second on one core: each gold against a respelled form and against another gold of its subject.</summary>
internal sealed class GradeCommand(IAnsiConsole console) : Command<GradeCommand.Settings>
{
    private const int Rounds = 3;

    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILES>")]
        [Description("JSONL files of problems with `answer` and `subject`.")]
        public string[] Files { get; init; } = [];
    }

    private sealed record Pair(string Gold, string Answer);

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var pairs = Pairs(settings.Files);
        for (var round = 0; round < Rounds; round++)
        {
            var verdicts = new int[3];
            var start = Stopwatch.GetTimestamp();
            foreach (var pair in pairs)
            {
                verdicts[(int)Grader.Grade(pair.Gold, pair.Answer).Verdict]++;
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            console.WriteLine($"{pairs.Count} pairs, {pairs.Count / seconds:F0} a second: {verdicts[(int)GradeVerdict.Equivalent]} equivalent, "
                + $"{verdicts[(int)GradeVerdict.NotEquivalent]} not, {verdicts[(int)GradeVerdict.Ungradable]} ungradable");
        }

        return 0;
    }

    private static List<Pair> Pairs(string[] files)
    {
        var subjects = files.SelectMany(File.ReadLines).Select(static line => JsonDocument.Parse(line).RootElement)
            .GroupBy(static row => row.GetProperty("subject").GetString(), static row => row.GetProperty("answer").GetString() ?? "");
        return [.. subjects.Select(static s => s.ToList())
            .SelectMany(static golds => golds.SelectMany((gold, i) => (Pair[])[new(gold, Respelled(gold)), new(gold, golds[(i + 1) % golds.Count])]))
            .Where(static p => p.Gold != p.Answer)];
    }

    private static string Respelled(string gold) => gold.Replace("\\frac", "\\dfrac", StringComparison.Ordinal)
        .Replace("\\left", "", StringComparison.Ordinal).Replace("\\right", "", StringComparison.Ordinal)
        .Replace("+", " + ", StringComparison.Ordinal).Replace("\\sqrt{", "{1}\\sqrt{", StringComparison.Ordinal) + ".";
}
