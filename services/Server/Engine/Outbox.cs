using System.Threading.Channels;

namespace QuantGrpc.Server.Engine;

/// <summary>
/// A request's way out: the owner thread writes, one reader reads. The planner asks for room before it grants a decode, so that a
/// slow reader parks its own sequence and never the batch.
/// </summary>
internal sealed class Outbox(int capacity)
{
    // Unbounded by type, bounded by HasRoom: a write from the owner thread must never fail or wait. (A channel with SingleReader
    // set cannot be counted.)
    private readonly Channel<GenerationEvent> _events = Channel.CreateUnbounded<GenerationEvent>(
        new UnboundedChannelOptions { SingleWriter = true });

    /// <summary>Events for the reader; ends after the last one, or with the fault that ended the generation.</summary>
    public ChannelReader<GenerationEvent> Reader => _events.Reader;

    /// <summary>Whether a decode may be granted.</summary>
    public bool HasRoom => _events.Reader.Count < capacity;

    public void Write(GenerationEvent item) => _events.Writer.TryWrite(item);

    /// <summary>Ends the stream of events.</summary>
    public void Complete(Exception? fault = null) => _events.Writer.TryComplete(fault);
}
