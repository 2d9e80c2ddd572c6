using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Tests.Support;

/// <summary>A generation and its reader's end.</summary>
internal sealed record Queued(GenerationSequence Sequence, GenerationOutbox Outbox)
{
    /// <summary>A sequence that waits for nobody else.</summary>
    public static Queued New(GenerationRequest request, int outbox = 100, AdapterSet? adapters = null)
    {
        var events = new GenerationOutbox(outbox);
        var lease = new CellLease(request.Cells, holders: 1);
        return new Queued(new GenerationSequence(request, events, lease, arrived: 0) { Adapters = adapters ?? AdapterSet.None }, events);
    }
}
