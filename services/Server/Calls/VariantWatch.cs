using Grpc.Core;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>WatchVariants: all variants, then what becomes of them.</summary>
internal sealed class VariantWatch(VariantRegistry registry, EventStreams streams)
{
    public async Task StreamAsync(IServerStreamWriter<WatchVariantsResponse> stream, ServerCallContext call)
    {
        using var watch = registry.Watch();
        var packing = new EventPacking<VariantSnapshot, WatchVariantsResponse>(new WatchVariantsResponse(), Append, static r => r.Variants.Clear())
        {
            MaxEvents = registry.All.Count, // the first message is the whole list, whatever comes later
        };
        await streams.WriteAsync(watch.Changes, packing, stream, call);

        static ValueTask Append(WatchVariantsResponse response, VariantSnapshot variant)
        {
            response.Variants.Add(VariantMessages.From(variant));
            return ValueTask.CompletedTask;
        }
    }
}
