using Grpc.Core;
using Grpc.Core.Interceptors;
using QuantGrpc.Endpoints;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Rows;

namespace QuantGrpc.Server.Calls;

/// <summary>
/// What ends a call without being a fault of the server: weights that were freed between finding a variant and using its tokenizer, and a
/// request that has no further token.
/// </summary>
internal sealed class CallFaults : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (VocabularyFreedException e)
        {
            throw new UnavailableException(e.Message);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (VocabularyFreedException e)
        {
            throw new UnavailableException(e.Message);
        }
        catch (RequestFailedException e)
        {
            throw GrpcErrors.FailedPrecondition(e.Message);
        }
    }
}
