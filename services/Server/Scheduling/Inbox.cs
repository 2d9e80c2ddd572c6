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

    /// <summary>The first one, left in place.</summary>
    public Sequence? Peek()
    {
        lock (_gate)
        {
            return _waiting.First?.Value;
        }
    }

    /// <summary>Takes one out, whether it runs now or was cancelled.</summary>
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
            foreach (var sequence in _waiting)
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
