using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Exports;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>export</c>: writes everything stored of a run's results to a file.</summary>
internal sealed class ExportCommand(IAnsiConsole console) : AsyncCommand<ExportCommand.Settings>
{
    internal sealed class Settings : StoredRunSettings
    {
        [CommandOption("--out <FILE>")]
        [Description("The file: .jsonl, .csv or .parquet.")]
        public string Out { get; init; } = "";
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Out.Length > 0 ? ValidationResult.Success() : ValidationResult.Error("--out: a file is required, .jsonl, .csv or .parquet");

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var rows = 0;
        await StatusLine.ShowAsync(console, "reading", async report =>
        {
            await using var file = ExportFile.Begin(settings.Out);
            await foreach (var row in store.ExportAsync(run.Id, cancellationToken))
            {
                await file.WriteAsync(row, cancellationToken);
                report($"{++rows} of {run.CellCount} results written");
            }
        });
        var path = Path.GetFullPath(settings.Out);
        if (settings.Json)
        {
            JsonOutput.Write(new { run = run.Id, file = path, rows });
        }
        else
        {
            console.MarkupLineInterpolated($"{Figures.Count(rows, "result")} of run {run.Id}: {path}");
        }

        return 0;
    }
}
