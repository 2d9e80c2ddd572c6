using System.Net;
using Kestrel = Microsoft.AspNetCore.Server.Kestrel.Core;

namespace QuantGrpc.Endpoints.Listening;

/// <summary>Where the process really listens, once it has started: port 0 has become a port.</summary>
public sealed class BoundEndpoints
{
    private Kestrel.ListenOptions? _grpc;
    private Kestrel.ListenOptions? _health;

    /// <summary>The gRPC endpoint.</summary>
    public IPEndPoint Grpc => _grpc?.IPEndPoint ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>The endpoint for health alone; null if not asked for.</summary>
    public IPEndPoint? Health => _health?.IPEndPoint;

    // Kestrel replaces the end point in its options by the bound one.
    internal void Listen(Kestrel.KestrelServerOptions server, ListenPlan plan)
    {
        server.Listen(plan.Grpc, options => _grpc = OnHttp2(options));
        if (plan.Health is { } health)
        {
            server.Listen(health, options => _health = OnHttp2(options));
        }
    }

    // Clear text cannot negotiate: an endpoint that also spoke HTTP/1.1 would lose HTTP/2.
    private static Kestrel.ListenOptions OnHttp2(Kestrel.ListenOptions options)
    {
        options.Protocols = Kestrel.HttpProtocols.Http2;
        return options;
    }
}
