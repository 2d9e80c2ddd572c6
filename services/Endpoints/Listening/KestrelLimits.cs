using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace QuantGrpc.Endpoints.Listening;

/// <summary>Kestrel's limits, for streams that live long and readers that pause.</summary>
internal static class KestrelLimits
{
    internal static void Apply(KestrelServerOptions server, EndpointLimits limits)
    {
        server.AddServerHeader = false;
        server.Limits.MaxConcurrentConnections = limits.MaxConnections;

        // Both rates close the whole connection with all its calls and have no override per call over HTTP/2; slow readers are
        // ended by ReaderStall, stalled uploads by UnaryDeadline and RequestTime.
        server.Limits.MinResponseDataRate = null;
        server.Limits.MinRequestBodyDataRate = null;

        // Without pings a client that vanished keeps its slots.
        server.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        server.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        server.Limits.Http2.MaxStreamsPerConnection = limits.MaxStreamsPerConnection;
    }
}
