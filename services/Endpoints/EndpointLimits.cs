using System.ComponentModel.DataAnnotations;

namespace QuantGrpc.Endpoints;

/// <summary>What one caller may cost. Long streams of slow readers are normal here; what is bounded is what they hold.</summary>
public sealed record EndpointLimits
{
    /// <summary>Open connections; more are closed at once, which clients take for a server that is not there.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; init; } = 4_000;

    /// <summary>Calls at a time on one connection; clients queue what is above.</summary>
    [Range(1, 10_000)]
    public int MaxStreamsPerConnection { get; init; } = 256;

    /// <summary>Largest message either way in bytes, after decompression.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxMessageBytes { get; init; } = 4 * 1_024 * 1_024;

    /// <summary>Longest time of a call with one answer, also where the client states no deadline. Streams have none.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan UnaryDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time within which a streaming call's request must have arrived whole.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A stream whose reader takes nothing for so long is reset. A person may pause in a loop, hence minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ReaderStall { get; init; } = TimeSpan.FromMinutes(5);
}
