using System.Globalization;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>The grpc-timeout header: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    internal const string Header = "grpc-timeout";

    /// <summary>What is allowed, for error messages.</summary>
    internal const string Allowed = "1 to 8 digits and one of H, M, S, m, u, n";

    /// <summary>The shortest that the library enforces; it takes anything shorter for no deadline at all.</summary>
    internal const string Shortest = "1u";

    private const int MostDigits = 8;

    /// <summary>The time, or null if malformed. Nanoseconds are rounded down to ticks of 100 ns.</summary>
    internal static TimeSpan? Parse(string header)
    {
        if (header.Length is < 2 or > MostDigits + 1
            || !uint.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }

    /// <summary>A time as a header, rounded up to milliseconds.</summary>
    internal static string Format(TimeSpan time)
    {
        var milliseconds = (long)Math.Ceiling(time.TotalMilliseconds);
        return milliseconds < 100_000_000 ? $"{milliseconds}m" : $"{(long)Math.Ceiling(time.TotalSeconds)}S";
    }
}
