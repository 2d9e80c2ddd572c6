namespace QuantGrpc.Server.Variants;

/// <summary>Things that several holders share: counted, and disposed of with the last lease.</summary>
internal sealed class LeasePool<TKey, TValue>
    where TKey : notnull
    where TValue : class, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Shared> _shared = [];

    /// <summary>A lease of what is there already; null where nothing is.</summary>
    public Lease<TValue>? TryTake(TKey key)
    {
        lock (_lock)
        {
            return _shared.TryGetValue(key, out var shared) ? Take(key, shared) : null;
        }
    }

    /// <summary>Shares something, with a first lease of it.</summary>
    public Lease<TValue> Add(TKey key, TValue value)
    {
        lock (_lock)
        {
            var shared = new Shared(value);
            _shared.Add(key, shared);
            return Take(key, shared);
        }
    }

    private Lease<TValue> Take(TKey key, Shared shared)
    {
        shared.Holders++;
        return new Lease<TValue>(shared.Value, () => GiveBack(key, shared));
    }

    private void GiveBack(TKey key, Shared shared)
    {
        lock (_lock)
        {
            if (--shared.Holders > 0)
            {
                return;
            }

            _shared.Remove(key);
        }

        shared.Value.Dispose(); // may take long; nobody can find it any more
    }

    private sealed class Shared(TValue value)
    {
        public TValue Value => value;

        public int Holders { get; set; }
    }
}

/// <summary>One holder's share; disposing of it twice gives it back once.</summary>
internal sealed class Lease<TValue>(TValue value, Action giveBack) : IDisposable
{
    private int _given;

    public TValue Value => value;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            giveBack();
        }
    }
}
