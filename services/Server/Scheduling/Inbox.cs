using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>A variant's bounded queue. Any thread adds, the owner thread takes; a cancelled one gives its place back at once.</summary>
internal sealed class Inbox(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Sequence> _waiting = new();
    private bool _closed;

    public int Capacity => capacity;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds where there is room.</summary>
    public Submission TryAdd(Sequence sequence)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return Submission.Closed;
            }

            if (_waiting.Count >= capacity)
            {
                return Submission.Full;
            }

            _waiting.AddLast(sequence);
            return Submission.Accepted;
        }
    }

    /// <summary>Names of the adapters that those who wait are to be computed with, each once.</summary>
    public IReadOnlyList<string> Adapters
    {
        get
        {
            lock (_gate)
            {
                return [.. _waiting.SelectMany(s => s.Adapters.Adapters).Select(a => a.Adapter.Name).Distinct()];
            }
        }
    }

    /// <summary>The first one, left in place.</summary>
    public Sequence? Peek()
    {
        lock (_gate)
        {
            return _waiting.First?.Value;
        }
    }

    /// <summary>Takes out those that were cancelled or whose time is used up, wherever they stand.</summary>
    public IReadOnlyList<Sequence> TakeLeaving()
    {
        lock (_gate)
        {
            List<Sequence>? leaving = null;
            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value is { Cancelled: true } or { Expired: true })
                {
                    (leaving ??= []).Add(node.Value);
                    _waiting.Remove(node);
                }

                node = next;
            }

            return leaving ?? (IReadOnlyList<Sequence>)[];
        }
    }

    /// <summary>Takes one out that runs now.</summary>
    public void Remove(Sequence sequence)
    {
        lock (_gate)
        {
            _waiting.Remove(sequence);
        }
    }

    /// <summary>Takes nothing more; what waits keeps its place.</summary>
    public void Shut()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>Takes nothing more and ends all that wait.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var sequence in _waiting.SelectMany(s => s.Followers.Prepend(s)))
            {
                sequence.End(reason);
            }

            _waiting.Clear();
        }
    }
}

/// <summary>What became of a request.</summary>
internal enum Submission
{
    Accepted,

    /// <summary>As many wait as may.</summary>
    Full,

    /// <summary>The variant takes nothing more.</summary>
    Closed,
}
