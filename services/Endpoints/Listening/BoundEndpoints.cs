using System.Net;
using Kestrel = Microsoft.AspNetCore.Server.Kestrel.Core;

namespace QuantGrpc.Endpoints.Listening;

/// <summary>Where the process really listens, once it has started: port 0 has become a port.</summary>
public sealed class BoundEndpoints
{
    private Kestrel.ListenOptions? _grpc;
    private Kestrel.ListenOptions? _health;
    private Kestrel.ListenOptions? _admin;

    /// <summary>The gRPC endpoint.</summary>
    public IPEndPoint Grpc => _grpc?.IPEndPoint ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>The endpoint for health alone; null if not asked for.</summary>
    public IPEndPoint? Health => _health?.IPEndPoint;

    /// <summary>The endpoint for <c>/metrics</c> alone; null if not asked for.</summary>
    public IPEndPoint? Admin => _admin?.IPEndPoint;

    // Kestrel replaces the end point in its options by the bound one.
    internal void Listen(Kestrel.KestrelServerOptions server, ListenPlan plan)
    {
        server.Listen(plan.Grpc, options => _grpc = OnHttp2(options));
        if (plan.Health is { } health)
        {
            server.Listen(health, options => _health = OnHttp2(options));
        }

        if (plan.Admin is { } admin)
        {
            server.Listen(admin, options => _admin = On(options, Kestrel.HttpProtocols.Http1));
        }
    }

    // Clear text cannot negotiate: an endpoint that also spoke HTTP/1.1 would lose HTTP/2.
    private static Kestrel.ListenOptions OnHttp2(Kestrel.ListenOptions options) => On(options, Kestrel.HttpProtocols.Http2);

    private static Kestrel.ListenOptions On(Kestrel.ListenOptions options, Kestrel.HttpProtocols protocols)
    {
        options.Protocols = protocols;
        return options;
    }
}
