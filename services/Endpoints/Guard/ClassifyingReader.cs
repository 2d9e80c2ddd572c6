using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>A client's stream, whose unreadable messages are the client's fault and not the method's.</summary>
internal sealed class ClassifyingReader<T>(IAsyncStreamReader<T> inner, FaultClassifier faults, HttpContext context) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.MoveNext(cancellationToken);
        }
        catch (Exception fault) when (fault is not (RpcException or OperationCanceledException))
        {
            throw faults.OfMessage(fault, context);
        }
    }
}
