using System.ComponentModel;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Tables;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>report</c>: writes the report of a run as a page, and on request as JSON and CSV, and prints its first table.</summary>
internal sealed class ReportCommand(IAnsiConsole console) : AsyncCommand<ReportCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--run <ID>")]
        [Description("The run, by any unique beginning of its id. Default: the latest.")]
        public string? Run { get; init; }

        [CommandOption("--out <FILE>")]
        [DefaultValue("report.html")]
        public string Out { get; init; } = "report.html";

        [CommandOption("--json <FILE>")]
        [Description("Write everything that the page shows as JSON too.")]
        public string? Json { get; init; }

        [CommandOption("--csv <FOLDER>")]
        [Description("Write every table as a CSV file too, and cells.csv, the rows that the numbers come from.")]
        public string? Csv { get; init; }

        [CommandOption("--acceptable-loss <POINTS>")]
        [Description("Points of accuracy that a variant may lose; choose it before the run.")]
        [DefaultValue(2.0)]
        public double AcceptableLoss { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) => settings.AcceptableLoss is > 0 and < 100
        ? ValidationResult.Success()
        : ValidationResult.Error($"--acceptable-loss {settings.AcceptableLoss}: above 0 and below 100");

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var report = await new ReportBuilder(store, settings.AcceptableLoss).BuildAsync(run, cancellationToken);
        await HtmlReport.WriteAsync(report, settings.Out, cancellationToken);
        await WriteTooAsync(report, store, run, settings, cancellationToken);
        Print(report);
        console.MarkupLineInterpolated($"report: {Path.GetFullPath(settings.Out)}");
        return 0;
    }

    private static async Task WriteTooAsync(ReportModel report, RunStore store, Run run, Settings settings, CancellationToken cancellation)
    {
        if (settings.Json is { } file)
        {
            await ReportJson.WriteAsync(report, file, cancellation);
        }

        if (settings.Csv is { } folder)
        {
            await ReportTables.WriteAsync(report, store, run, folder, cancellation);
        }
    }

    private void Print(ReportModel report)
    {
        if (report.Notice is { } notice)
        {
            console.MarkupLineInterpolated($"[yellow]{notice}[/]");
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in SummaryTable.Columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        foreach (var row in SummaryTable.Rows(report))
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        // A pipe has no width of its own: the table keeps its lines whole.
        if (!console.Profile.Capabilities.Interactive)
        {
            console.Profile.Width = Math.Max(console.Profile.Width, 200);
        }

        console.Write(table);
        foreach (var line in report.Summary)
        {
            console.MarkupLineInterpolated($"{line}");
        }

        console.MarkupLineInterpolated($"{report.JudgeNote}");
    }
}
