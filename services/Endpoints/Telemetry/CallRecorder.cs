using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using QuantGrpc.Endpoints.Guard;

namespace QuantGrpc.Endpoints.Telemetry;

/// <summary>Measures each call from outside of all that may refuse it, and tells who watches it how it has ended.</summary>
internal sealed class CallRecorder(RequestDelegate next, RpcMetrics metrics, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { Metadata: var metadata })
        {
            await next(context);
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var status = StatusOf(context);
            context.Features.Get<ICallWatcher>()?.Ended(status);
            metrics.Record(MethodOf(metadata.GetMetadata<GrpcMethodMetadata>(), context.Request.Path.Value), status, time.GetElapsedTime(start));
        }
    }

    // Paths that are no method's are the callers' invention: each would be a series of its own.
    private static string MethodOf(GrpcMethodMetadata? served, string? path) =>
        served is { Method.FullName: var name } && path == name ? name[1..] : RpcMetrics.OtherMethod;

    // A client resets the stream when its deadline passes, which may be seen before the server's own timer fires.
    private StatusCode StatusOf(HttpContext context)
    {
        var deadline = context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Deadline;
        return CallStatus.Of(context) is var status && status == StatusCode.Cancelled && deadline <= time.GetUtcNow().UtcDateTime
            ? StatusCode.DeadlineExceeded
            : status;
    }
}
