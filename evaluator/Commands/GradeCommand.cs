using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Batch;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>grade</c>: compares answers with reference answers, one pair or a file of them.</summary>
internal sealed class GradeCommand(IAnsiConsole console) : AsyncCommand<GradeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("One JSON object a line with id, gold, prediction, and where wanted kind (pair, text) and gold_kind (answer, text); - reads standard input.")]
        public string? File { get; init; }

        [CommandOption("--gold <ANSWER>")]
        [Description("The reference answer of one pair.")]
        public string? Gold { get; init; }

        [CommandOption("--answer <ANSWER>")]
        [Description("The answer to compare with it.")]
        public string? Answer { get; init; }

        [CommandOption("--text")]
        [Description("--answer is a solution: its final answer is found first.")]
        public bool Text { get; init; }

        [CommandOption("--json")]
        [Description("For programs: one JSON object, as for a row of a file.")]
        public bool Json { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings)
    {
        var isPair = settings.Gold is not null || settings.Answer is not null;
        return settings.File is not null && isPair ? ValidationResult.Error("grade: a file, or --gold and --answer, not both")
            : settings.File is not null && settings.Text ? ValidationResult.Error("--text: goes with --answer; a file's rows say kind \"text\"")
            : settings.File is null && (settings.Gold is null || settings.Answer is null)
                ? ValidationResult.Error("grade: a file, or both --gold and --answer, are required")
            : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.File is { } file)
        {
            return await BatchFile.RunAsync(file, new JsonBatch(GradeRow.Of), cancellationToken);
        }

        var grade = GradeRow.Of(settings.Gold ?? "", settings.Answer, settings.Text);
        if (settings.Json)
        {
            JsonOutput.Write(grade);
            return 0;
        }

        Write("verdict", grade.Verdict);
        Write("rule", grade.Rule);
        Write("gold", grade.GoldNormal);
        Write("answer", grade.AnswerNormal);
        Write("reason", grade.Reason);
        return 0;
    }

    private void Write(string name, string? value)
    {
        if (value is not null)
        {
            console.Profile.Out.Writer.WriteLine($"{name,-8} {value}");
        }
    }
}
