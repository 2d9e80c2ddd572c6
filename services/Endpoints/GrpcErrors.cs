using Grpc.Core;

namespace QuantGrpc.Endpoints;

public static class GrpcErrors
{
    public static RpcException InvalidArgument(string field, string value, string allowed) =>
        new(new Status(StatusCode.InvalidArgument, $"{field} is {value}; allowed is {allowed}"));

    public static RpcException NotFound(string kind, string name, IEnumerable<string> existing) =>
        new(new Status(StatusCode.NotFound, $"there is no {kind} \"{name}\"; there are {string.Join(", ", existing)}"));

    public static RpcException FailedPrecondition(string reason) => new(new Status(StatusCode.FailedPrecondition, reason));

    public static RpcException Unavailable(string reason) => new(new Status(StatusCode.Unavailable, reason));

    public static RpcException ResourceExhausted(string reason, TimeSpan pushback) =>
        new(new Status(StatusCode.ResourceExhausted, reason), new Metadata { { "grpc-retry-pushback-ms", $"{pushback.TotalMilliseconds:0}" } });
}
