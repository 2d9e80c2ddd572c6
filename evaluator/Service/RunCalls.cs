using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Run = QuantGrpc.Evaluation.V1.Run;
using StoredRun = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Evaluator.Service;

/// <summary>The calls about runs.</summary>
internal sealed class RunCalls(RunHost host, RunRoom room, RunViews views, RequestParser parser)
{
    private const int MostRuns = 1000;
    private const int ResultsPerMessage = 16;
    private const int ResultsAtOnce = 1024;

    public async Task<Run> CreateAsync(CreateRunRequest request, CancellationToken cancellation)
    {
        var parsed = await parser.ParseAsync(request, cancellation);
        return await views.OfAsync(await host.StartAsync(parsed, cancellation), cancellation);
    }

    public async Task<Run> GetAsync(string name, CancellationToken cancellation) => await views.OfAsync(await FindAsync(name, cancellation), cancellation);

    public async Task<Run> CancelAsync(string name, CancellationToken cancellation)
    {
        var run = await FindAsync(name, cancellation);
        await host.CancelAsync(run.Id);
        return await GetAsync(run.Id, cancellation);
    }

    public async Task<Run> ResumeAsync(string name, CancellationToken cancellation)
    {
        var run = await FindAsync(name, cancellation);
        await host.ResumeAsync(run.Id, cancellation);
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
            response.Runs.Add(await views.OfAsync(run, cancellation));
        }

        return response;
    }

    public async Task ResultsAsync(ListResultsRequest request, IServerStreamWriter<ListResultsResponse> stream, CancellationToken cancellation)
    {
        var run = await FindAsync(request.Run, cancellation);
        var filter = FilterOf(request, run);
        var left = request.PageSize > 0 ? (int)Math.Min(request.PageSize, int.MaxValue) : int.MaxValue;
        var after = request.PageToken.Length > 0 ? ResultPages.Parse(request.PageToken) : null;
        while (left > 0)
        {
            var size = Math.Min(ResultsAtOnce, left);
            var cells = await room.Store.ListCellsAsync(run.Id, filter, new CellPage { Size = size, After = after }, cancellation);
            left = cells.Count < size ? 0 : left - cells.Count;
            after = cells.LastOrDefault()?.Place;
            var isFull = left == 0 && cells.Count == size;
            foreach (var some in cells.Chunk(ResultsPerMessage))
            {
                var response = await MessageAsync(run.Id, some, request.TokenIds, cancellation);
                response.NextPageToken = isFull && some[^1] == cells[^1] ? ResultPages.TokenOf(cells[^1].Place) : "";
                await stream.WriteAsync(response, cancellation);
            }
        }
    }

    /// <summary>The run of an id or of a unique beginning of one.</summary>
    /// <exception cref="RpcException">None or several fit.</exception>
    public async Task<StoredRun> FindAsync(string beginning, CancellationToken cancellation)
    {
        if (beginning.Length > 0 && await room.Store.GetRunAsync(beginning, cancellation) is { } exact)
        {
            return exact;
        }

        var runs = await room.Store.ListRunsAsync(new RunPage { Size = MostRuns }, cancellation);
        var fitting = runs.Where(r => beginning.Length > 0 && r.Id.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw GrpcErrors.NotFound("run", beginning, runs.Take(10).Select(r => r.Id)),
            _ => throw GrpcErrors.InvalidArgument("run", beginning, $"a beginning that fits one run; this fits {string.Join(", ", fitting.Take(10).Select(r => r.Id))}"),
        };
    }

    private static CellFilter FilterOf(ListResultsRequest request, StoredRun run) => new()
    {
        Variant = request.Variant.Length > 0 ? VariantOf(run, request.Variant) : null,
        Subject = request.Subject.Length > 0 ? request.Subject : null,
        Level = request.Level > 0 ? (int)request.Level : null,
        Grade = ResultMessages.FilterOf(request.Verdict),
        Flip = ResultMessages.FilterOf(request.Flip),
        ErrorType = VerdictMessages.FilterOf(request.ErrorType),
        Agreement = ResultMessages.FilterOf(request.Agreement),
        WithAgreement = true,
    };

    private async Task<ListResultsResponse> MessageAsync(string run, IReadOnlyList<Cell> cells, bool tokenIds, CancellationToken cancellation)
    {
        var response = new ListResultsResponse();
        foreach (var cell in cells)
        {
            if (await room.Store.GetDetailAsync(run, cell.ResultId, cancellation) is { } detail)
            {
                response.Results.Add(ResultMessages.From(cell, detail, tokenIds));
            }
        }

        return response;
    }

    private static string VariantOf(StoredRun run, string name) =>
        run.Variants.FirstOrDefault(v => v.Name == name || v.Name.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw GrpcErrors.NotFound("variant", name, run.Variants.Select(v => v.Name));
}
