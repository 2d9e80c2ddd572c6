using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// A variant's bounded queue. Any thread adds, the owner thread takes; a cancelled one gives its place back at once. Higher priority goes first,
/// then who came first; whoever was overtaken often enough rises, so that nobody waits for ever.
/// </summary>
internal sealed class Inbox(int capacity)
{
    // So many later ones let in before it raise a sequence by one.
    private const int OvertakenForOne = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<Sequence> _waiting = new();
    private int _holds;
    private bool _isShut;
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

    /// <summary>Whether a call that is under way may still add to it.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return _holds > 0;
            }
        }
    }

    /// <summary>A call begins that adds one part after another: what it adds later is taken in although the inbox was shut meanwhile.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holds++;
        }
    }

    /// <summary>Such a call adds nothing more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _holds--;
        }
    }

    /// <summary>Adds where there is room.</summary>
    /// <param name="sequence">Who waits.</param>
    /// <param name="isUnderWay">
    /// Whether it belongs to a call that holds the inbox and has had a place before: it may exceed the capacity by what that call has in flight.
    /// </param>
    public Submission TryAdd(Sequence sequence, bool isUnderWay = false)
    {
        lock (_gate)
        {
            if (_closed || (_isShut && !isUnderWay))
            {
                return Submission.Closed;
            }

            if (_waiting.Count >= capacity && !isUnderWay)
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

    /// <summary>Who is let in next, left in place.</summary>
    public Sequence? Peek()
    {
        lock (_gate)
        {
            Sequence? first = null;
            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                first = first is null || RankOf(node.Value) > RankOf(first) ? node.Value : first;
            }

            return first;
        }
    }

    /// <summary>How urgent a sequence is by now.</summary>
    public static int RankOf(Sequence sequence) => sequence.Priority + (sequence.Overtaken / OvertakenForOne);

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
            var node = _waiting.First;
            for (; node is not null && node.Value != sequence; node = node.Next)
            {
                node.Value.Overtaken++;
            }

            if (node is not null)
            {
                _waiting.Remove(node);
            }
        }
    }

    /// <summary>Takes nothing more, but of calls that hold it; what waits keeps its place.</summary>
    public void Shut()
    {
        lock (_gate)
        {
            _isShut = true;
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
