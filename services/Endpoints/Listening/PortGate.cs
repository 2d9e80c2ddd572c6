using Microsoft.AspNetCore.Http;
using QuantGrpc.Endpoints.Guard;

namespace QuantGrpc.Endpoints.Listening;

/// <summary>
/// Keeps the health port to health: every endpoint would answer on every port. The port is the connection's, since the Host
/// header is the caller's.
/// </summary>
internal sealed class PortGate(RequestDelegate next, BoundEndpoints bound)
{
    private const string HealthPath = "/grpc.health.v1.Health/";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return context.Connection.LocalPort == bound.Health?.Port && !path.StartsWith(HealthPath, StringComparison.Ordinal)
            ? CallStatus.Refuse(context, GrpcErrors.UnknownMethod(path))
            : next(context);
    }
}
