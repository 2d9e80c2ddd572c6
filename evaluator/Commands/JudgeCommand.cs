using System.ComponentModel;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Quality;
using QuantGrpc.Evaluator.Steps;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>judge</c>: asks judges for the first wrong step of one solution.</summary>
internal sealed class JudgeCommand(IAnsiConsole console) : AsyncCommand<JudgeCommand.Settings>
{
    private const int LongestText = 1 << 20;

    internal sealed class Settings : JudgeSettings
    {
        [CommandArgument(0, "<PROBLEM>")]
        [Description("A file with the problem's text; - reads standard input.")]
        public string Problem { get; init; } = "";

        [CommandArgument(1, "<SOLUTION>")]
        [Description("A file with the solution's text; - reads standard input.")]
        public string Solution { get; init; } = "";

        [CommandOption("--answer <TEXT>")]
        [Description("The right answer, where it is known.")]
        public string? Answer { get; init; }

        [CommandOption("--reference <FILE>")]
        [Description("A file with a reference solution; the rule judge never reads it.")]
        public string? Reference { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) => settings is { Problem: "-", Solution: "-" }
        ? ValidationResult.Error("problem and solution cannot both come from standard input")
        : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var solution = StepParser.Parse(await ReadAsync(settings.Solution, cancellationToken));
        var judged = new JudgeCase
        {
            Problem = await ReadAsync(settings.Problem, cancellationToken),
            Steps = [.. solution.Steps.Select(s => s.Text)],
            ReferenceAnswer = settings.Answer,
            ReferenceSteps = settings.Reference is { } file
                ? [.. StepParser.Parse(await ReadAsync(file, cancellationToken)).Steps.Select(s => s.Text)] : null,
        };
        if (judged.Steps.Count == 0)
        {
            throw new DatasetException($"{settings.Solution}: no steps");
        }

        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var judges = await settings.PanelAsync(server, isMiniMath: false, cancellationToken);
        var panel = JudgePanel.Vote([]);
        await StatusLine.ShowAsync(console, "judging", async _ => panel = await judges.JudgeAsync(judged, cancellationToken));
        await ShowAsync(judged, panel, settings.Json);
        return 0;
    }

    private async Task ShowAsync(JudgeCase judged, PanelVerdict panel, bool json)
    {
        if (json)
        {
            await console.Profile.Out.Writer.WriteLineAsync(VerdictJson.Of(judged, panel));
            return;
        }

        for (var i = 0; i < judged.Steps.Count; i++)
        {
            var mark = panel.Located?.FirstErrorStep == i + 1 ? "wrong" : "";
            console.MarkupLineInterpolated($"{i + 1,3} [red]{mark,-5}[/] {judged.Steps[i]}");
        }

        foreach (var seat in panel.Verdicts)
        {
            console.MarkupLineInterpolated($"{seat.Verdict.Judge}{(seat.IsArbiter ? " (arbiter)" : "")}: {Words(seat.Verdict)}");
        }

        console.MarkupLineInterpolated($"{Who(panel)}: {(panel.Located is { } located ? Words(located, panel.Vote.TypeAgreed) : "nothing elected")}");
    }

    private static string Who(PanelVerdict panel) => panel.Vote.ByArbiter ? "by the arbiter"
        : panel.Vote.OneJudge ? "one judge"
        : $"panel, {panel.Vote.Cast} of {panel.Verdicts.Count(v => !v.IsArbiter)} votes cast";

    private static string Words(JudgeVerdict verdict) => verdict.Located is { } located
        ? $"{Words(located, typeStands: true)}{(located.Reason is { } reason ? $" ({reason})" : "")}"
        : $"{verdict.Kind.ToString().ToLowerInvariant()}: {verdict.Problem}";

    private static string Words(Located located, bool typeStands) => located.FirstErrorStep is not { } step ? "no step is wrong"
        : $"step {step}, {(typeStands ? located.Type.NameOf() : "type not agreed")}{(located.Transcription == true ? ", a number miscopied" : "")}";

    private static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        var text = path == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
        return text.Length switch
        {
            0 => throw new DatasetException($"{path}: empty"),
            > LongestText => throw new DatasetException($"{path}: {text.Length} characters; at most {LongestText} are read"),
            _ => text,
        };
    }
}
