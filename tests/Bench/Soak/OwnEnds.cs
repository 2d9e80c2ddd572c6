using Grpc.Core;

namespace QuantGrpc.Bench.Soak;

/// <summary>Ends that a client brings about itself.</summary>
internal static class OwnEnds
{
    /// <summary>
    /// Whether the client gave its own request up. Where its cancellation or deadline meets a read that is under way, the library reports
    /// a lost connection: an IOException with nothing behind it, whereas a reset by the server has its HTTP/2 error inside.
    /// </summary>
    public static bool IsGivenUp(RpcException end) =>
        end.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
        || end is { StatusCode: StatusCode.Unavailable, Status.DebugException: IOException { InnerException: null } };
}
