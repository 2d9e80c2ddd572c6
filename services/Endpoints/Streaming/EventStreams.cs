using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using QuantGrpc.Hosting.Draining;

namespace QuantGrpc.Endpoints.Streaming;

/// <summary>
/// Writes channels of events to streams of messages: whatever waits in the channel goes into the next message, so a slow reader
/// gets fewer and larger ones. One write at a time, none after return.
/// </summary>
public sealed class EventStreams(EndpointLimits limits, DrainState drain, TimeProvider time, ILogger<EventStreams> logger)
{
    // HTTP/2's ENHANCE_YOUR_CALM, which clients show as RESOURCE_EXHAUSTED: trailers cannot pass data that nobody reads.
    private const int EnhanceYourCalm = 11;

    /// <summary>
    /// Sends the headers, which admits the call (a client no longer retries it), then every event until the channel ends.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller has gone, its deadline has passed, or streams end in a drain.</exception>
    /// <exception cref="RpcException">The reader took nothing for <see cref="EndpointLimits.ReaderStall"/>.</exception>
    /// <remarks>A channel that was completed with an exception throws it. Let all of them pass: the caller gets the right status.</remarks>
    public async Task WriteAsync<TEvent, TMessage>(
        ChannelReader<TEvent> events, EventPacking<TEvent, TMessage> packing, IServerStreamWriter<TMessage> stream, ServerCallContext call)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, drain.EndStreams);
        var http = call.GetHttpContext();
        if (!http.Response.HasStarted)
        {
            await call.WriteResponseHeadersAsync([]);
        }

        while (await events.WaitToReadAsync(ending.Token))
        {
            packing.Clear(packing.Message);
            for (var packed = 0; packed < packing.MaxEvents && events.TryRead(out var one); packed++)
            {
                await packing.Append(packing.Message, one);
            }

            packing.Taken();
            if (packing.HasContent(packing.Message))
            {
                // The token resets the stream, which ends a write that hangs when the drain comes.
                await GuardAsync(stream.WriteAsync(packing.Message, ending.Token), http);
            }
        }
    }

    /// <summary>Writes one message beside the events, under the same guard: its reader may have stopped as well.</summary>
    /// <exception cref="OperationCanceledException">As of the events.</exception>
    /// <exception cref="RpcException">The reader took nothing for <see cref="EndpointLimits.ReaderStall"/>.</exception>
    public async Task WriteAsync<TMessage>(TMessage message, IServerStreamWriter<TMessage> stream, ServerCallContext call)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, drain.EndStreams);
        await GuardAsync(stream.WriteAsync(message, ending.Token), call.GetHttpContext());
    }

    private async Task GuardAsync(Task write, HttpContext http)
    {
        try
        {
            await write.WaitAsync(limits.ReaderStall, time);
        }
        catch (TimeoutException) when (!write.IsCompleted)
        {
            Log.ReaderStalled(logger, http.Request.Path, limits.ReaderStall);
            Reset(http);

            // The reset ends the write; nothing may be under way after return.
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw GrpcErrors.LimitExceeded($"the reader took nothing for {limits.ReaderStall} (ReaderStall)");
        }
    }

    private static void Reset(HttpContext http)
    {
        if (http.Features.Get<IHttpResetFeature>() is { } feature)
        {
            feature.Reset(EnhanceYourCalm);
        }
        else
        {
            http.Abort();
        }
    }
}
