using Grpc.Core;
using Grpc.Core.Interceptors;
using QuantGrpc.Endpoints;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Calls;

/// <summary>
/// A call may have found a variant's model just before its weights were freed, and use its tokenizer just after: that is no fault of the
/// server.
/// </summary>
internal sealed class FreedWeights : Interceptor
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
    }
}
