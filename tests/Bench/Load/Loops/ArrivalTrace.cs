using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Load.Loops;

/// <summary>The recorded Poisson arrivals of <c>arrivals.txt</c>, scaled to a rate: the same bursts at whatever speed.</summary>
internal static class ArrivalTrace
{
    /// <summary>The first arrivals, in seconds from the start. Their mean rate is exactly the one asked for.</summary>
    /// <param name="count">How many, at least one.</param>
    /// <param name="rate">Requests a second.</param>
    public static IReadOnlyList<double> Of(int count, double rate)
    {
        var recorded = File.ReadLines(Repository.PathOf("tests", "Bench", "Load", "Loops", "arrivals.txt"))
            .Where(line => !line.StartsWith('#')).Select(double.Parse).ToList();
        if (count < 1 || count > recorded.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {recorded.Count} arrivals are recorded");
        }

        var scale = count / (rate * recorded[count - 1]);
        return [.. recorded.Take(count).Select(arrival => arrival * scale)];
    }
}
