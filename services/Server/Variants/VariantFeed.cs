using System.Threading.Channels;

namespace QuantGrpc.Server.Variants;

/// <summary>Says what becomes of variants to whoever watches: every change in its order, none missed and none twice.</summary>
internal sealed class VariantFeed
{
    private readonly Lock _lock = new();
    private readonly List<ChannelWriter<VariantSnapshot>> _watchers = [];

    /// <summary>Makes a change and tells it.</summary>
    public void Change(Func<VariantSnapshot> change)
    {
        lock (_lock)
        {
            var snapshot = change();
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(snapshot);
            }
        }
    }

    /// <summary>Begins with the present state of variants, then tells each change until it is disposed of.</summary>
    public Watch Begin(IEnumerable<ServedVariant> variants)
    {
        // Unbounded by type. Changes come of loads and unloads alone, and a reader that stalls is cut off.
        var channel = Channel.CreateUnbounded<VariantSnapshot>();
        lock (_lock)
        {
            foreach (var variant in variants)
            {
                channel.Writer.TryWrite(variant.Now);
            }

            _watchers.Add(channel.Writer);
        }

        return new Watch(channel.Reader, () => End(channel.Writer));
    }

    private void End(ChannelWriter<VariantSnapshot> writer)
    {
        lock (_lock)
        {
            _watchers.Remove(writer);
        }
    }

    /// <summary>One watcher's changes.</summary>
    internal sealed class Watch(ChannelReader<VariantSnapshot> changes, Action end) : IDisposable
    {
        public ChannelReader<VariantSnapshot> Changes => changes;

        public void Dispose() => end();
    }
}
