using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;

namespace QuantGrpc.Endpoints.Health;

/// <summary>The library's health service, whose watches also end with the board: Kestrel would wait for them when it stops.</summary>
internal sealed class HealthService(CancellationToken ended) : HealthServiceImpl
{
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        if (ended.IsCancellationRequested)
        {
            await responseStream.WriteAsync(await Check(request, context));
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ended);
        await base.Watch(request, responseStream, new EndingCall(context, ending.Token));
    }
}
