using System.Diagnostics;

namespace QuantGrpc.Bench.Load.Targets;

/// <summary>Seconds of the monotonic clock since this process first asked.</summary>
internal static class BenchClock
{
    private static readonly long Origin = Stopwatch.GetTimestamp();

    public static double Now => Stopwatch.GetElapsedTime(Origin).TotalSeconds;
}
