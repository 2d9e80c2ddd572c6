using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Commands.Running;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Service;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>run</c>: evaluates variants on a data set; typed again, it goes on where it was.</summary>
internal sealed class RunCommand(IAnsiConsole console) : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var fields = settings.Fields is { } map ? FieldMap.Parse(map) : null;
        var dataset = await DatasetReader.ReadAsync(settings.Data, fields, cancellationToken);
        if (settings.Evaluator is { } address)
        {
            await SubmitAsync(address, RunRequests.Of(settings, dataset, shots: null), cancellationToken);
            return 0;
        }

        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var room = new RunRoom(server, store, TimeProvider.System) { JudgeKeyFile = settings.JudgeKeyFile, VariantKeyFile = settings.VariantKeyFile };
        var request = RunRequests.Of(settings, dataset, await ShotsAsync(settings, dataset, cancellationToken));
        foreach (var session in await BeginAsync(settings, request, room, cancellationToken))
        {
            await ExecuteAsync(settings, session, store, cancellationToken);
        }

        return 0;
    }

    // Both arms are planned before the first begins: what is refused is refused before anything runs.
    private async Task<IReadOnlyList<RunSession>> BeginAsync(RunSettings settings, RunRequest request, RunRoom room, CancellationToken cancellation)
    {
        if (!settings.PairedArm)
        {
            return [await RunSession.BeginAsync(request, room, cancellation)];
        }

        var free = await RunSession.BeginAsync(request with { Settings = request.Settings with { Grammar = null } }, room, cancellation);
        var forced = await RunSession.BeginAsync(request, room, cancellation);
        await room.Store.PairAsync(free.Run.Id, forced.Run.Id, cancellation);
        if (!settings.Json)
        {
            console.MarkupLineInterpolated($"a pair: run {free.Run.Id} without the grammar, run {forced.Run.Id} with it");
        }

        return [free, forced];
    }

    private async Task ExecuteAsync(RunSettings settings, RunSession session, RunStore store, CancellationToken cancellation)
    {
        if (settings.Json)
        {
            await new RunLines(new JsonLines(Console.Out)).ExecuteAsync(session, store, cancellation);
        }
        else
        {
            await new ProgressView(console).ExecuteAsync(session, cancellation);
            await DivergenceLines.WriteAsync(console, store, session.Run.Id, cancellation);
        }
    }

    private async Task SubmitAsync(string address, RunRequest request, CancellationToken cancellation)
    {
        using var service = new EvaluationClient(address);
        IReadOnlyList<VariantPace> latest = [];
        await new ProgressView(console).ShowAsync(() => latest, () => [], WatchAsync());

        async Task WatchAsync()
        {
            var id = await service.CreateAsync(request, cancellation);
            console.MarkupLineInterpolated($"run {id} at {address}");
            await foreach (var paces in service.WatchAsync(id, cancellation))
            {
                latest = paces;
            }
        }
    }

    private async Task<Shots?> ShotsAsync(RunSettings settings, Dataset dataset, CancellationToken cancellation)
    {
        if (settings.Shots is not { } count || settings.ShotsFrom is not { } path)
        {
            return null;
        }

        var shots = await Shots.DrawAsync(path, count, settings.Seed, dataset, cancellation);
        if (shots.Passed > 0)
        {
            var line = $"{path}: {Figures.Count(shots.Passed, "malformed row")} passed over; datasets check names them";
            await (settings.Json ? Console.Error : Console.Out).WriteLineAsync(line);
        }

        return shots;
    }
}
