using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Resets a call whose request does not arrive whole in time: streams have no deadline that would end it.</summary>
internal sealed class RequestTimer(HttpContext context, TimeProvider time, TimeSpan limit) : IDisposable
{
    // HTTP/2's CANCEL.
    private const int Cancel = 8;

    private readonly ITimer _timer = time.CreateTimer(
        _ => context.Features.Get<IHttpResetFeature>()?.Reset(Cancel), null, limit, Timeout.InfiniteTimeSpan);

    /// <summary>Stops the clock: the request is there, or the call is over.</summary>
    public void Dispose() => _timer.Dispose();
}
