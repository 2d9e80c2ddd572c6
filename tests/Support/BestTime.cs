using System.Diagnostics;

namespace QuantGrpc.Tests.Support;

/// <summary>The shortest of several runs: what the code takes where nothing else runs beside it.</summary>
[CollectionDefinition(nameof(BestTime), DisableParallelization = true)]
public static class BestTime
{
    public static TimeSpan Of(Action action) => Enumerable.Range(0, 10).Min(_ =>
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed;
    });
}
