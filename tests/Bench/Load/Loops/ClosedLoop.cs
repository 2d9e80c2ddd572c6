using System.Diagnostics;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Loops;

/// <summary>A number of callers, each of which asks again as soon as it has its answer.</summary>
internal static class ClosedLoop
{
    /// <summary>Gives the requests out in order until all are answered.</summary>
    public static async Task<LoadRun> RunAsync(Side side, IReadOnlyList<StreamRequest> requests, int callers, CancellationToken cancellation)
    {
        var records = new StreamRecord[requests.Count];
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var start = BenchClock.Now;
        await Parallel.ForAsync(
            0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellation },
            async (i, token) => records[i] = await side.StreamAsync(requests[i], BenchClock.Now, token));
        self.Refresh();
        return new LoadRun(start, records, (self.TotalProcessorTime - cpu).TotalSeconds);
    }
}
