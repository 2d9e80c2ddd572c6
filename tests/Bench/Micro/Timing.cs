using System.Diagnostics;

namespace QuantGrpc.Bench.Micro;

/// <summary>Times of one piece of work on the calling thread, and what it allocated there.</summary>
/// <param name="Median">Milliseconds.</param>
/// <param name="Low">5th percentile, milliseconds.</param>
/// <param name="High">95th percentile, milliseconds.</param>
/// <param name="Bytes">Allocated in one repetition.</param>
internal sealed record Timing(double Median, double Low, double High, long Bytes)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1); // past tiered compilation and its delays

    public static Timing Measure(int repetitions, Action work)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUp;)
        {
            work();
        }

        var times = new double[repetitions];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / repetitions;
        Array.Sort(times);
        return new Timing(times[repetitions / 2], times[repetitions / 20], times[repetitions - 1 - (repetitions / 20)], bytes);
    }
}
