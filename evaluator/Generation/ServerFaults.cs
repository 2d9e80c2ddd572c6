using Grpc.Core;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>Status codes of an inference server as this room's faults: the one file here that knows them.</summary>
internal static class ServerFaults
{
    private const string PushbackTrailer = "grpc-retry-pushback-ms";

    public static GenerationFailedException From(RpcException fault, string address, bool begun) => fault.StatusCode switch
    {
        StatusCode.InvalidArgument when fault.Status.Detail.StartsWith("input ", StringComparison.Ordinal)
            && fault.Status.Detail.Contains("tokens", StringComparison.Ordinal) => Make(GenerationFault.DoesNotFit, fault),
        StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.Unimplemented or StatusCode.OutOfRange
            or StatusCode.PermissionDenied
            => Make(GenerationFault.Refused, fault),
        StatusCode.ResourceExhausted when !begun => Make(GenerationFault.Overloaded, fault),
        StatusCode.Unavailable when !begun => new(
            GenerationFault.Unavailable, $"the inference server at {address} cannot be reached: {fault.Status.Detail}", fault),
        StatusCode.Internal => Make(GenerationFault.ServerFault, fault),
        _ => Make(begun ? GenerationFault.Cut : GenerationFault.ServerFault, fault),
    };

    /// <summary>Time after which the server wants to be asked again; null where it says nothing, negative where never.</summary>
    public static TimeSpan? Pushback(RpcException fault) =>
        int.TryParse(fault.Trailers.GetValue(PushbackTrailer), out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static GenerationFailedException Make(GenerationFault kind, RpcException fault) => new(kind, fault.Status.Detail, fault);
}
