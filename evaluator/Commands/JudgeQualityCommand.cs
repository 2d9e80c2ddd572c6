using System.ComponentModel;
using System.Globalization;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Quality;
using QuantGrpc.Evaluator.Statistics;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>judge-quality</c>: measures judges on solutions whose first wrong step is known.</summary>
internal sealed class JudgeQualityCommand(IAnsiConsole console) : AsyncCommand<JudgeQualityCommand.Settings>
{
    internal sealed class Settings : JudgeSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("A file with rows of ProcessBench (label from 0, -1 for none) or of MiniMATH's form (first_error_step from 1, 0 for none).")]
        public string File { get; init; } = "";

        [CommandOption("--parallel <N>")]
        [Description("Solutions that are judged at a time.")]
        [DefaultValue(8)]
        public int Parallel { get; init; } = 8;

        public override ValidationResult Validate() =>
            Parallel is >= 1 and <= 256 ? base.Validate() : ValidationResult.Error($"--parallel {Parallel}: 1 to 256");
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var cases = (await DatasetReader.ReadLabelledAsync(settings.File, cancellationToken)).Select(LabelledCases.Of).ToList();
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var panel = await settings.PanelAsync(server, cases.All(c => c.Case.IsMiniMath), cancellationToken);
        var run = new QualityRun(panel) { Parallelism = settings.Parallel };
        IReadOnlyList<QualityRow> rows = [];
        await StatusLine.ShowAsync(console, $"0 of {cases.Count} judged", async show =>
            rows = await run.JudgeAsync(cases, done => show($"{done} of {cases.Count} judged"), cancellationToken));
        var figures = run.Figures(rows);
        var equations = QualityRun.EquationRate(cases);
        if (settings.Json)
        {
            await console.Profile.Out.Writer.WriteLineAsync(QualityJson.Of(figures, equations, rows));
            return 0;
        }

        Print(figures, equations);
        foreach (var line in figures.Select(VotesOf).Concat(figures.Select(CostOf)).Concat(SharedModels(panel)).OfType<string>())
        {
            console.MarkupLineInterpolated($"{line}");
        }

        return 0;
    }

    private static string? VotesOf(QualityFigures figures) => figures.Votes is not { } votes ? null
        : $"{figures.Judge}: the voters left step or type open on {Text(votes.Escalated)}, the arbiter settled {votes.ByArbiter} of them; Krippendorff's alpha of the step {AlphaText(votes.StepAgreement)}, of the type {AlphaText(votes.TypeAgreement)}";

    private static string? CostOf(QualityFigures figures) => figures.Cost is not { } cost ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Judge}: {cost.Verdicts} verdicts, {cost.PromptTokens} prompt tokens, {cost.GeneratedTokens} generated tokens, {cost.Seconds:0.0} s");

    private static IEnumerable<string> SharedModels(JudgePanel panel) => panel.Seats.Where(s => s.Judge.BaseModel is not null)
        .GroupBy(s => s.Judge.BaseModel).Where(g => g.Count() > 1)
        .Select(g => $"{g.Count()} judges share the base model {g.Key}: their votes are correlated, their agreement is no independent evidence");

    private static string AlphaText(Estimate? alpha) => alpha is null ? "cannot be told" : Text(alpha);

    private void Print(IReadOnlyList<QualityFigures> figures, Share equations)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            console.Profile.Width = Math.Max(console.Profile.Width, 200);
        }

        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("judge", "erroneous (95 %)", "correct (95 %)", "F1", "right type", "step and type", "speaks", "precision where it speaks");
        foreach (var f in figures)
        {
            table.AddRow(
                Markup.Escape(f.Judge), Text(f.Erroneous), Text(f.Correct), Text(f.F1),
                Text(f.RightType), Text(f.Both), Text(f.Coverage), Text(f.Precision));
        }

        console.Write(table);
        foreach (var f in figures.Where(f => f.Types.Count > 0))
        {
            console.Write(ConfusionTable(f));
        }

        console.MarkupLineInterpolated($"wrong equations among those checked, without a judge: {Text(equations)}");
    }

    private static Table ConfusionTable(QualityFigures figures)
    {
        var said = figures.Types.Select(t => t.Said ?? "silent").Distinct().ToList();
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{figures.Judge}: label by row, verdict by column"))
            .AddColumn("").AddColumns([.. said.Select(Markup.Escape)]);
        foreach (var row in figures.Types.GroupBy(t => t.Label))
        {
            table.AddRow([row.Key, .. said.Select(s => $"{row.FirstOrDefault(t => (t.Said ?? "silent") == s)?.Count ?? 0}")]);
        }

        return table;
    }

    private static string Text(Estimate? estimate) => estimate is not { } e ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{e.Value:0.000} ({e.Interval.Low:0.000} to {e.Interval.High:0.000})");

    private static string Text(Share? share) => share is null ? ""
        : $"{share.Right}/{share.N}{(share.Value is { } value ? $" {Figures.Percent(value)} ({100 * share.Low:0.0} to {100 * share.High:0.0})" : "")}";
}
