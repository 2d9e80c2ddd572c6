namespace QuantGrpc.Endpoints.Streaming;

/// <summary>How events become messages. One message object is used again for every write of a stream.</summary>
/// <param name="Message">The object; the stream's own.</param>
/// <param name="Append">Adds one event to it; completes at once unless the event has to wait for something.</param>
/// <param name="Clear">Takes all events out of it.</param>
public sealed record EventPacking<TEvent, TMessage>(TMessage Message, Func<TMessage, TEvent, ValueTask> Append, Action<TMessage> Clear)
{
    /// <summary>Most events in one message: bounds its size while a slow reader's events pile up.</summary>
    public int MaxEvents { get; init; } = 64;

    /// <summary>Whether the message says anything; one that does not is not written.</summary>
    public Func<TMessage, bool> HasContent { get; init; } = _ => true;

    /// <summary>Called whenever events have left the channel: a producer that waits for room has it.</summary>
    public Action Taken { get; init; } = () => { };
}
