using System.Diagnostics;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Loops;

/// <summary>Requests that come when they come, however the server is doing.</summary>
internal static class OpenLoop
{
    /// <summary>Sends each request at its time, and waits until all are answered: none is left out because it was slow.</summary>
    /// <param name="side">What is under load.</param>
    /// <param name="requests">In the order of their arrivals.</param>
    /// <param name="arrivals">Seconds from the start of the run, one a request, in order.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<LoadRun> RunAsync(Side side, IReadOnlyList<StreamRequest> requests, IReadOnlyList<double> arrivals, CancellationToken cancellation)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var start = BenchClock.Now;
        var records = await Task.WhenAll(requests.Select((request, i) => AtAsync(side, request, start + arrivals[i], cancellation)));
        self.Refresh();
        return new LoadRun(start, records, (self.TotalProcessorTime - cpu).TotalSeconds);
    }

    private static async Task<StreamRecord> AtAsync(Side side, StreamRequest request, double arrival, CancellationToken cancellation)
    {
        if (arrival - BenchClock.Now is > 0 and var wait)
        {
            await Task.Delay(TimeSpan.FromSeconds(wait), cancellation);
        }

        return await side.StreamAsync(request, arrival, cancellation);
    }
}
