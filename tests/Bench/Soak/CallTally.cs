using System.Diagnostics;
using Grpc.Core;

namespace QuantGrpc.Bench.Soak;

/// <summary>What became of calls, by kind; and what must not have happened.</summary>
internal sealed class CallTally
{
    private const int MostFaults = 20;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, CallFigures> _kinds = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private int _faultCount;
    private bool _closed;

    /// <summary>Calls that have ended.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kinds.Values.Sum(k => k.Count);
            }
        }
    }

    public int FaultCount => Volatile.Read(ref _faultCount);

    /// <summary>The first faults, in words.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    /// <summary>A copy of all figures by kind.</summary>
    public IReadOnlyList<KeyValuePair<string, CallFigures>> Kinds
    {
        get
        {
            lock (_lock)
            {
                return [.. _kinds.Select(k => KeyValuePair.Create(k.Key, k.Value.Copy()))];
            }
        }
    }

    /// <summary>Counts nothing more: an interrupt reaches the server as well, and what calls meet then is no fault.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>A call has ended.</summary>
    public void Add(string kind, StatusCode status, long started)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (!_kinds.TryGetValue(kind, out var figures))
            {
                _kinds.Add(kind, figures = new CallFigures());
            }

            figures.Add(status, Stopwatch.GetElapsedTime(started));
        }
    }

    public void Fault(string fault)
    {
        lock (_lock)
        {
            _faultCount += _closed ? 0 : 1;
            if (!_closed && _faults.Count < MostFaults)
            {
                _faults.Add(fault);
            }
        }
    }
}

/// <summary>Calls of one kind.</summary>
internal sealed class CallFigures
{
    private readonly SortedDictionary<StatusCode, int> _ends = [];

    public int Count => _ends.Values.Sum();

    /// <summary>How many ended with which status.</summary>
    public IReadOnlyDictionary<StatusCode, int> Ends => _ends;

    public TimeSpan Longest { get; private set; }

    public void Add(StatusCode status, TimeSpan duration)
    {
        _ends[status] = _ends.GetValueOrDefault(status) + 1;
        Longest = duration > Longest ? duration : Longest;
    }

    public CallFigures Copy()
    {
        var copy = new CallFigures { Longest = Longest };
        foreach (var (status, count) in _ends)
        {
            copy._ends.Add(status, count);
        }

        return copy;
    }
}
