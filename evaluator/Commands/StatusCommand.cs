using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Status;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Rendering;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>status</c>: runs and how far they are, whichever process works on them.</summary>
internal sealed class StatusCommand(IAnsiConsole console) : AsyncCommand<StatusCommand.Settings>
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("One run, by any unique beginning of its id, with each variant's progress. Default: the list of runs.")]
        public string? Run { get; init; }

        [CommandOption("--watch")]
        [Description("Look again every second until the run has ended.")]
        public bool Watch { get; init; }

        [CommandOption("--limit <N>")]
        [Description("Most runs of the list, latest first.")]
        [DefaultValue(20)]
        public int Limit { get; init; }

        [CommandOption("--json")]
        [Description("For programs: one JSON object a run and line.")]
        public bool Json { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Watch && settings.Run is null ? ValidationResult.Error("--watch: a run is required")
        : settings.Limit is < 1 or > 1000 ? ValidationResult.Error($"--limit {settings.Limit}: 1 to 1000")
        : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var reader = new StatusReader(store, TimeProvider.System);
        if (settings.Run is { } name)
        {
            var id = (await StoredRuns.FindAsync(store, name, cancellationToken)).Id;
            await (settings.Watch ? WatchAsync(reader, id, settings.Json, cancellationToken) : ShowAsync(reader, id, settings.Json, cancellationToken));
            return 0;
        }

        var runs = await store.ListRunsAsync(new RunPage { Size = settings.Limit }, cancellationToken);
        var all = new List<RunStatus>();
        foreach (var run in runs)
        {
            all.Add(await reader.ReadAsync(run, cancellationToken));
        }

        if (settings.Json)
        {
            all.ForEach(status => JsonOutput.Write(StatusJson.Of(status)));
        }
        else
        {
            Write(StatusTable.OfRuns(all));
        }

        return 0;
    }

    private async Task ShowAsync(StatusReader reader, string id, bool json, CancellationToken cancellation)
    {
        var status = await reader.ReadAsync(id, cancellation);
        if (json)
        {
            JsonOutput.Write(StatusJson.Of(status));
        }
        else
        {
            Write(StatusTable.OfRun(status));
        }
    }

    private async Task WatchAsync(StatusReader reader, string id, bool json, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(WatchEvery, TimeProvider.System);
        if (json || !StatusLine.IsTerminal(console))
        {
            do
            {
                await ShowAsync(reader, id, json, cancellation);
            }
            while ((await reader.ReadAsync(id, cancellation)).Run.State == RunState.Running && await timer.WaitForNextTickAsync(cancellation));
            return;
        }

        await console.Live(StatusTable.OfRun(await reader.ReadAsync(id, cancellation))).StartAsync(async live =>
        {
            RunStatus status;
            do
            {
                status = await reader.ReadAsync(id, cancellation);
                live.UpdateTarget(StatusTable.OfRun(status));
            }
            while (status.Run.State == RunState.Running && await timer.WaitForNextTickAsync(cancellation));
        });
    }

    private void Write(IRenderable view)
    {
        Divergences.DivergenceTable.Widen(console);
        console.Write(view);
        console.WriteLine();
    }
}
