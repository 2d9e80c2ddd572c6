using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>
/// Mends what Grpc.AspNetCore 2.85 lets pass, around its call handlers: paths in any case, malformed, zero and missing time-outs,
/// and messages that cannot be read (UNKNOWN with an error log and a stack trace a call; the library's own log is muted for it).
/// </summary>
internal sealed class GrpcGuard(RequestDelegate next, EndpointLimits limits, TimeProvider time, FaultClassifier faults)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { Method: var method })
        {
            return next(context);
        }

        // Routing ignores case and a closing slash; gRPC does not.
        var path = context.Request.Path.Value ?? "";
        if (path != method.FullName)
        {
            return CallStatus.Refuse(context, GrpcErrors.UnknownMethod(path));
        }

        return MendTimeout(context.Request.Headers, method.Type) is { } refusal
            ? CallStatus.Refuse(context, refusal)
            : RunAsync(context, method.Type);
    }

    private RpcException? MendTimeout(IHeaderDictionary headers, MethodType type)
    {
        var capped = type == MethodType.Unary;
        if (!headers.TryGetValue(GrpcTimeout.Header, out var values))
        {
            if (capped)
            {
                headers[GrpcTimeout.Header] = GrpcTimeout.Format(limits.UnaryDeadline);
            }

            return null;
        }

        var value = values.ToString();
        switch (GrpcTimeout.Parse(value))
        {
            case null:
                return GrpcErrors.InvalidArgument(GrpcTimeout.Header, value, GrpcTimeout.Allowed);
            case { } given when given < TimeSpan.FromMicroseconds(1):
                headers[GrpcTimeout.Header] = GrpcTimeout.Shortest;
                return null;
            case { } given when capped && given > limits.UnaryDeadline:
                headers[GrpcTimeout.Header] = GrpcTimeout.Format(limits.UnaryDeadline);
                return null;
            default:
                return null;
        }
    }

    private async Task RunAsync(HttpContext context, MethodType type)
    {
        using var timer = type == MethodType.ServerStreaming ? new RequestTimer(context, time, limits.RequestTime) : null;
        if (timer is not null)
        {
            context.Features.Set(timer);
        }

        await next(context);

        // The interceptor turns everything that a method throws into an RpcException, so an exception left in the status was
        // thrown while the request was read or the answer written.
        var status = context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status;
        if (status?.DebugException is { } fault)
        {
            CallStatus.Correct(context.Response, faults.OfMessage(fault, context));
        }
    }
}
