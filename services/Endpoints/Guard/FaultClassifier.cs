using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QuantGrpc.Hosting.Draining;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>What a caller is told of an exception; faults of ours are logged here, once.</summary>
internal sealed class FaultClassifier(DrainState drain, ILogger<FaultClassifier> logger)
{
    /// <summary>Of an exception that a method threw.</summary>
    internal RpcException OfMethod(Exception fault, ServerCallContext call) => fault switch
    {
        RpcException known => known,

        // After an abort, writing throws one of these three.
        OperationCanceledException or InvalidOperationException or IOException when call.CancellationToken.IsCancellationRequested
            => GrpcErrors.Cancelled(),
        InvalidOperationException when IsResetWriter(fault) => GrpcErrors.Cancelled(),
        UnavailableException => GrpcErrors.Unavailable(fault.Message),
        OperationCanceledException when drain.EndStreams.IsCancellationRequested => GrpcErrors.Unavailable("the server is draining"),
        _ => Logged(fault, call.GetHttpContext()),
    };

    /// <summary>Of an exception while a message was read or written.</summary>
    internal RpcException OfMessage(Exception fault, HttpContext context) => fault switch
    {
        RpcException known => known,

        // The caller's deadline has passed while its request was still arriving.
        OperationCanceledException => GrpcErrors.Cancelled(),
        InvalidProtocolBufferException => GrpcErrors.MalformedMessage("no protobuf message of the method's type"),
        InvalidDataException => GrpcErrors.MalformedMessage(fault.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => GrpcErrors.LimitExceeded(fault.Message),
        BadHttpRequestException => GrpcErrors.MalformedMessage(fault.Message),

        // A length above 2 GiB: the library has no type of its own for it.
        IOException when fault.Message.StartsWith("Message too large", StringComparison.Ordinal)
            => GrpcErrors.LimitExceeded("the message's stated length exceeds what is received here"),

        // The caller has gone. The request's own token may say so only a moment later.
        IOException => GrpcErrors.Cancelled(),
        InvalidOperationException when IsResetWriter(fault) => GrpcErrors.Cancelled(),
        _ => Logged(fault, context),
    };

    // Kestrel closes a stream's writer when its caller resets it, and tells by the token only a moment later; it has no type of its own for that
    // (Http2OutputProducer.ThrowWriterComplete). Writing behind a call's end is refused by grpc-dotnet before it comes so far.
    private static bool IsResetWriter(Exception fault) =>
        fault.Message.StartsWith("Writing is not allowed after writer was completed", StringComparison.Ordinal);

    private RpcException Logged(Exception fault, HttpContext context)
    {
        Log.Fault(logger, context.TraceIdentifier, context.Request.Path, fault);
        return GrpcErrors.Internal(context.TraceIdentifier);
    }
}
