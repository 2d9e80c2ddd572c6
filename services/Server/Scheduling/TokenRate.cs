namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// Tokens a second over the last four whole seconds and the one under way. One thread adds, any thread reads; neither takes a lock.
/// </summary>
internal sealed class TokenRate(TimeProvider time)
{
    private const int Seconds = 5;

    // One second's count a place, the second's number above it in the same word: a reader never sees one without the other.
    private readonly long[] _counts = new long[Seconds];
    private readonly long _start = time.GetTimestamp();

    public double PerSecond
    {
        get
        {
            var elapsed = time.GetElapsedTime(_start).TotalSeconds;
            var now = (long)elapsed;
            long tokens = 0;
            for (var i = 0; i < Seconds; i++)
            {
                var entry = Volatile.Read(ref _counts[i]);
                tokens += now - (entry >> 32) < Seconds ? (uint)entry : 0;
            }

            // A variant that has just begun is not measured over time that it did not have; nor over next to none.
            var window = Math.Min(elapsed, Seconds - 1 + (elapsed - now));
            return tokens / Math.Max(1, window);
        }
    }

    public void Add(int tokens)
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        ref var entry = ref _counts[now % Seconds];
        var count = entry >> 32 == now ? (uint)entry : 0;
        Volatile.Write(ref entry, (now << 32) | (count + (uint)tokens));
    }
}
