using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Rpc = Google.Rpc;

namespace QuantGrpc.Endpoints;

/// <summary>
/// Every error that a caller may see, as a google.rpc.Status with details: the one place that knows status codes. Thrown before
/// the first message they are trailers-only answers, which a client may retry.
/// </summary>
public static class GrpcErrors
{
    /// <summary>Trailer with the milliseconds after which a client tries again, whatever the code; negative: never.</summary>
    public const string RetryPushbackTrailer = "grpc-retry-pushback-ms";

    // All of a call's trailers should stay under the 8 KiB that clients accept; message and details both hold the text.
    private const int LongestValue = 200;
    private const int LongestList = 1_000;

    /// <summary>The request is wrong whatever the server's state.</summary>
    /// <param name="field">The field's path, such as <c>sampling.top_p</c>.</param>
    /// <param name="value">The refused value; shortened if long.</param>
    /// <param name="allowed">What is allowed, such as <c>above 0 up to 1</c>.</param>
    public static RpcException InvalidArgument(string field, string value, string allowed)
    {
        var description = $"is {(value.Length == 0 ? "empty" : Shortened(value))}; allowed is {allowed}";
        var violation = new BadRequest.Types.FieldViolation { Field = field, Description = description };
        return Error(Code.InvalidArgument, $"{field} {description}", new BadRequest { FieldViolations = { violation } });
    }

    /// <summary>Nothing has that name; lists what exists.</summary>
    /// <param name="kind">What was looked for, such as <c>variant</c>.</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="existing">The names that exist.</param>
    public static RpcException NotFound(string kind, string name, IEnumerable<string> existing) => Error(
        Code.NotFound,
        $"there is no {kind} '{Shortened(name)}'; there is: {Listed(existing)}",
        new ResourceInfo { ResourceType = kind, ResourceName = Shortened(name) });

    /// <summary>The request is fine but the state forbids it.</summary>
    /// <param name="reason">Whose state it is, the state, and the way out if there is one.</param>
    public static RpcException FailedPrecondition(string reason) => Error(
        Code.FailedPrecondition,
        reason,
        new PreconditionFailure { Violations = { new PreconditionFailure.Types.Violation { Type = "STATE", Description = reason } } });

    /// <summary>The server was not told to allow the call.</summary>
    /// <param name="reason">What is not allowed, and the way out.</param>
    public static RpcException PermissionDenied(string reason) => Error(Code.PermissionDenied, reason);

    /// <summary>A queue is full. The client is told when to try again.</summary>
    /// <param name="reason">What is exhausted, with the numbers.</param>
    /// <param name="retryAfter">When to try again.</param>
    public static RpcException ResourceExhausted(string reason, TimeSpan retryAfter)
    {
        var error = Error(Code.ResourceExhausted, reason, new RetryInfo { RetryDelay = retryAfter.ToDuration() });
        var pushback = (long)Math.Ceiling(retryAfter.TotalMilliseconds);
        error.Trailers.Add(RetryPushbackTrailer, pushback.ToString(CultureInfo.InvariantCulture));
        return error;
    }

    /// <summary>A bound was passed that trying again would pass as well.</summary>
    public static RpcException LimitExceeded(string message) => Error(Code.ResourceExhausted, message);

    /// <summary>Not now, and perhaps elsewhere: the server is going away, or not there yet.</summary>
    public static RpcException Unavailable(string reason) => Error(Code.Unavailable, reason);

    /// <summary>The caller has gone or asked for the end.</summary>
    public static RpcException Cancelled() => Error(Code.Cancelled, "the call was cancelled");

    /// <summary>A fault of ours; the log has its cause under the same id.</summary>
    public static RpcException Internal(string id) => Error(
        Code.Internal, $"internal error {id}: the server's log has its cause under this id", new RequestInfo { RequestId = id });

    /// <summary>The bytes that came are no gRPC message of the method's type.</summary>
    public static RpcException MalformedMessage(string problem) => Error(Code.Internal, $"malformed message: {problem}");

    /// <summary>No method has exactly this path.</summary>
    public static RpcException UnknownMethod(string path) => Error(Code.Unimplemented, $"method '{Shortened(path)}' is unimplemented here");

    private static RpcException Error(Code code, string message, Google.Protobuf.IMessage? detail = null)
    {
        var status = new Rpc.Status { Code = (int)code, Message = message };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }

    private static string Shortened(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";

    private static string Listed(IEnumerable<string> names)
    {
        var shown = new List<string>();
        var length = 0;
        var left = 0;
        foreach (var name in names)
        {
            length += name.Length + 2;
            if (length <= LongestList)
            {
                shown.Add(name);
            }
            else
            {
                left++;
            }
        }

        return (shown.Count, left) switch
        {
            (0, 0) => "none",
            (_, 0) => string.Join(", ", shown),
            _ => $"{string.Join(", ", shown)} and {left} more",
        };
    }
}
