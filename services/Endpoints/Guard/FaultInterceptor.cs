using Grpc.Core;
using Grpc.Core.Interceptors;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Turns whatever a method throws into a status that the caller may see.</summary>
internal sealed class FaultInterceptor(FaultClassifier faults) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw faults.OfMethod(fault, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            context.GetHttpContext().Features.Get<RequestTimer>()?.Dispose();
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw faults.OfMethod(fault, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(new ClassifyingReader<TRequest>(requestStream, faults, context.GetHttpContext()), context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw faults.OfMethod(fault, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            var reader = new ClassifyingReader<TRequest>(requestStream, faults, context.GetHttpContext());
            await continuation(reader, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw faults.OfMethod(fault, context);
        }
    }
}
