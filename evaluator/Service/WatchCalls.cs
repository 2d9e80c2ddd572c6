using Grpc.Core;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Hosting.Draining;
using Run = QuantGrpc.Evaluation.V1.Run;
using RunState = QuantGrpc.Evaluation.V1.RunState;
using StoredRun = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Evaluator.Service;

/// <summary>WatchRun: what is there first, then what comes. All of it is read off the store, so watchers neither miss nor disturb anything.</summary>
internal sealed class WatchCalls(RunRoom room, RunViews views, DrainState drain)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);
    private const int ResultsPerMessage = 16;
    private const int ResultsAtOnce = 512;

    /// <summary>Sends what has changed a few times a second, until the run has ended.</summary>
    public async Task WatchAsync(StoredRun run, bool withResults, IServerStreamWriter<WatchRunResponse> stream, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, drain.EndStreams);
        using var timer = new PeriodicTimer(Every, room.Time);
        var names = run.Variants.Where(v => v.Fingerprint is not null).DistinctBy(v => v.Fingerprint).ToDictionary(v => v.Fingerprint ?? "", v => v.Name);
        Run? sent = null;
        long last = 0;
        do
        {
            // The state is read before the results: of a run that has ended all results are there.
            var now = await views.OfAsync(run.Id, ending.Token);
            if (!now.Equals(sent) && now.State == RunState.Running)
            {
                await stream.WriteAsync(new WatchRunResponse { Run = now }, ending.Token);
            }

            last = withResults ? await SendAsync(run.Id, last, names, stream, ending.Token) : last;
            if (!now.Equals(sent) && now.State != RunState.Running)
            {
                await stream.WriteAsync(new WatchRunResponse { Run = now }, ending.Token);
            }

            sent = now;
        }
        while (sent.State == RunState.Running && await timer.WaitForNextTickAsync(ending.Token));
    }

    private async Task<long> SendAsync(
        string run, long last, Dictionary<string, string> names, IServerStreamWriter<WatchRunResponse> stream, CancellationToken cancellation)
    {
        IReadOnlyList<GradedId> some;
        do
        {
            some = await room.Store.ListGradedAsync(run, last, ResultsAtOnce, cancellation);
            foreach (var part in some.Chunk(ResultsPerMessage))
            {
                var response = new WatchRunResponse();
                foreach (var graded in part)
                {
                    if (await room.Store.GetDetailAsync(run, graded.ResultId, cancellation) is { } detail
                        && names.TryGetValue(detail.Result.Key.VariantHash, out var variant))
                    {
                        response.Results.Add(ResultMessages.From(variant, detail));
                    }
                }

                await stream.WriteAsync(response, cancellation);
            }

            last = some.Count > 0 ? some[^1].GradeId : last;
        }
        while (some.Count == ResultsAtOnce);
        return last;
    }
}
