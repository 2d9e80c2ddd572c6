using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Hosting.Draining;
using Run = QuantGrpc.Evaluation.V1.Run;
using RunState = QuantGrpc.Evaluation.V1.RunState;
using StoredRun = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Evaluator.Service;

/// <summary>The calls about runs.</summary>
internal sealed class RunCalls(RunHost host, RunRoom room, RequestParser parser, DrainState drain)
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(300);
    private const int MostRuns = 1000;
    private const int ResultsPerMessage = 16;

    public async Task<Run> CreateAsync(CreateRunRequest request, CancellationToken cancellation)
    {
        var parsed = await parser.ParseAsync(request, cancellation);
        return await MessageAsync(await host.StartAsync(parsed, cancellation), cancellation);
    }

    public async Task<Run> GetAsync(string name, CancellationToken cancellation) => await MessageAsync(await FindAsync(name, cancellation), cancellation);

    public async Task<Run> CancelAsync(string name, CancellationToken cancellation)
    {
        var run = await FindAsync(name, cancellation);
        await host.CancelAsync(run.Id);
        return await GetAsync(run.Id, cancellation);
    }

    public async Task<ListRunsResponse> ListAsync(ListRunsRequest request, CancellationToken cancellation)
    {
        var size = request.PageSize == 0 ? 100 : (int)Math.Min(request.PageSize, MostRuns);
        var after = request.PageToken.Length > 0 ? await FindAsync(request.PageToken, cancellation) : null;
        var runs = await room.Store.ListRunsAsync(new RunPage { Size = size, After = after }, cancellation);
        var response = new ListRunsResponse { NextPageToken = runs.Count == size ? runs[^1].Id : "" };
        foreach (var run in runs)
        {
            response.Runs.Add(await MessageAsync(run, cancellation));
        }

        return response;
    }

    /// <summary>Sends what has changed a few times a second, until the run has ended.</summary>
    public async Task WatchAsync(string name, IServerStreamWriter<WatchRunResponse> stream, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, drain.EndStreams);
        using var timer = new PeriodicTimer(WatchEvery, room.Time);
        var id = (await FindAsync(name, ending.Token)).Id;
        Run? sent = null;
        do
        {
            var run = await GetAsync(id, ending.Token);
            if (!run.Equals(sent))
            {
                await stream.WriteAsync(new WatchRunResponse { Run = run }, ending.Token);
                sent = run;
            }
        }
        while (sent.State == RunState.Running && await timer.WaitForNextTickAsync(ending.Token));
    }

    public async Task ResultsAsync(ListResultsRequest request, IServerStreamWriter<ListResultsResponse> stream, CancellationToken cancellation)
    {
        var run = await FindAsync(request.Run, cancellation);
        var filter = new CellFilter
        {
            Variant = request.Variant.Length > 0 ? VariantOf(run, request.Variant) : null,
            Subject = request.Subject.Length > 0 ? request.Subject : null,
            Level = request.Level > 0 ? (int)request.Level : null,
            Grade = ResultMessages.FilterOf(request.Verdict),
        };
        foreach (var cells in (await room.Store.ListCellsAsync(run.Id, filter, CellPage.All, cancellation)).Chunk(ResultsPerMessage))
        {
            var response = new ListResultsResponse();
            foreach (var cell in cells)
            {
                if (await room.Store.GetDetailAsync(run.Id, cell.ResultId, cancellation) is { } detail)
                {
                    response.Results.Add(ResultMessages.From(cell, detail));
                }
            }

            await stream.WriteAsync(response, cancellation);
        }
    }

    private static string VariantOf(StoredRun run, string name) =>
        run.Variants.FirstOrDefault(v => v.Name == name || v.Name.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw GrpcErrors.NotFound("variant", name, run.Variants.Select(v => v.Name));

    private async Task<StoredRun> FindAsync(string beginning, CancellationToken cancellation)
    {
        var runs = await room.Store.ListRunsAsync(new RunPage { Size = MostRuns }, cancellation);
        var fitting = runs.Where(r => beginning.Length > 0 && r.Id.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw GrpcErrors.NotFound("run", beginning, runs.Take(10).Select(r => r.Id)),
            _ => throw GrpcErrors.InvalidArgument("run", beginning, $"a beginning that fits one run; this fits {string.Join(", ", fitting.Take(10).Select(r => r.Id))}"),
        };
    }

    private async Task<Run> MessageAsync(StoredRun run, CancellationToken cancellation) =>
        RunMessages.From(run, await room.Store.GetProgressAsync(run.Id, cancellation), host.MonitorOf(run.Id));
}
