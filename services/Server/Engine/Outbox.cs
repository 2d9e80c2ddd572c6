using System.Collections.Concurrent;
using System.Threading.Channels;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine;

/// <summary>
/// A call's way out: the owner thread writes, one reader reads. The planner asks for room before it grants a decode, so that a
/// slow reader parks its own sequences and never the batch.
/// </summary>
/// <param name="capacity">Events that may wait.</param>
/// <param name="writers">Sequences that write; the stream ends when the last of them has.</param>
internal class Outbox<T>(int capacity, int writers = 1)
{
    // Unbounded by type, bounded by HasRoom: a write from the owner thread must never fail or wait. (A channel with SingleReader
    // set cannot be counted.)
    private readonly Channel<T> _events = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleWriter = true });
    private int _writers = writers;

    /// <summary>Events for the reader; ends after the last one, or with the fault that ended a sequence.</summary>
    public ChannelReader<T> Reader => _events.Reader;

    /// <summary>Whether a decode may be granted.</summary>
    public bool HasRoom => _events.Reader.Count < capacity;

    public void Write(T item) => _events.Writer.TryWrite(item);

    /// <summary>One writer has ended. The last one, or a fault, ends the stream of events.</summary>
    public void Complete(Exception? fault = null)
    {
        if (--_writers == 0 || fault is not null)
        {
            _events.Writer.TryComplete(fault);
        }
    }
}

/// <summary>The way out of a generation. Token events go back and forth: as many are made as wait at once, not one a token.</summary>
internal sealed class GenerationOutbox(int capacity, int samples = 1) : Outbox<GenerationEvent>(capacity, samples), IGenerationSink
{
    private readonly ConcurrentQueue<TokenGenerated> _read = new();

    public TokenGenerated TakeToken() => _read.TryDequeue(out var read) ? read : new TokenGenerated();

    /// <summary>The reader has no more use for one; may be called from any thread.</summary>
    public void GiveBack(TokenGenerated read) => _read.Enqueue(read);
}
