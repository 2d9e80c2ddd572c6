using System.ComponentModel;
using System.Diagnostics;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Store;

/// <summary><c>store</c>: a store of many generated results: how long lists, filters, summaries and the report take.</summary>
internal sealed class StoreBench(IAnsiConsole console) : AsyncCommand<StoreBench.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--problems <N>")]
        [DefaultValue(12_500)]
        public int Problems { get; init; }

        [CommandOption("--variants <N>")]
        [DefaultValue(16)]
        public int Variants { get; init; }

        [CommandOption("--keep <FILE>")]
        [Description("The store's file; one that is there is measured as it is. Default: a temporary one.")]
        public string? Keep { get; init; }

        [CommandOption("--no-report")]
        [Description("Leave the report out.")]
        public bool NoReport { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("quantgrpc-bench-");
        try
        {
            await using var store = await RunStore.OpenAsync(settings.Keep ?? Path.Combine(folder.FullName, "store.db"), TimeProvider.System, cancellationToken);
            if ((await store.ListRunsAsync(new RunPage(), cancellationToken)).Count == 0)
            {
                var rows = new GeneratedRun(settings.Problems, settings.Variants);
                await MeasureAsync("generate and store", async () => await rows.StoreAsync(store, cancellationToken));
            }

            var run = (await store.ListRunsAsync(new RunPage(), cancellationToken))[0];
            await QueriesAsync(store, run, cancellationToken);
            if (!settings.NoReport)
            {
                await ReportAsync(store, run, Path.Combine(folder.FullName, "report.html"), cancellationToken);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task QueriesAsync(RunStore store, Run run, CancellationToken cancellation)
    {
        await MeasureAsync("runs", async () => (await store.ListRunsAsync(new RunPage(), cancellation)).Count);
        await MeasureAsync("progress (status, summary)", async () => (await store.GetProgressAsync(run.Id, cancellation)).Sum(v => v.Done));
        await MeasureAsync("judges' coverage", async () => (await store.GetJudgeCoverageAsync(run.Id, cancellation)).Sum(j => j.Valid));
        await MeasureAsync("recent results (pace)", async () => (await store.GetRecentAsync(run.Id, DateTimeOffset.UtcNow.AddMinutes(-5), cancellation)).Count);
        await MeasureAsync("missing cells (resume)", async () => (await store.GetMissingCellsAsync(run.Id, cancellation)).Count);
        await CellsAsync("list, first 1,000", new CellFilter(), 1000);
        await CellsAsync("list, all", new CellFilter(), int.MaxValue);
        await CellsAsync("list, all, with agreement", new CellFilter { WithAgreement = true }, int.MaxValue);
        await CellsAsync("filter variant, lost", new CellFilter { Variant = run.Variants[^1].Name, Flip = Flip.Lost }, int.MaxValue);
        await CellsAsync("filter subject, level, verdict", new CellFilter { Subject = "Algebra", Level = 3, Grade = GradeVerdict.NotEquivalent }, int.MaxValue);
        await CellsAsync("filter error type", new CellFilter { ErrorType = "computational_error" }, int.MaxValue);
        await CellsAsync("filter agreement", new CellFilter { Agreement = Agreement.Split }, int.MaxValue);
        await MeasureAsync("votes", async () => (await store.ListVotesAsync(run.Id, cancellation)).Count);
        await MeasureAsync("history of a watcher, 512", async () => (await store.ListGradedAsync(run.Id, 100_000, 512, cancellation)).Count);
        await MeasureAsync("export, all texts", async () => await store.ExportAsync(run.Id, cancellation).CountAsync(cancellation));

        Task CellsAsync(string name, CellFilter filter, int size) => MeasureAsync(
            name, async () => (await store.ListCellsAsync(run.Id, filter, new CellPage { Size = size }, cancellation)).Count);
    }

    private async Task ReportAsync(RunStore store, Run run, string path, CancellationToken cancellation)
    {
        ReportModel? report = null;
        await MeasureAsync("report, figures", async () => (report = await new ReportBuilder(store, 2).BuildAsync(run, cancellation)).Failures.Count);
        await MeasureAsync("report, HTML", async () =>
        {
            await HtmlReport.WriteAsync(report ?? throw new InvalidOperationException("no report"), path, cancellation);
            return (int)(new FileInfo(path).Length / 1024);
        });
    }

    private async Task MeasureAsync(string name, Func<Task<int>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var count = await work();
        console.WriteLine($"{name,-34} {count,9:N0} {Stopwatch.GetElapsedTime(start).TotalSeconds,8:0.00} s");
    }
}
