namespace QuantGrpc.Llama.Grammar;

/// <summary>The masks of the states that were asked for last.</summary>
internal sealed class MaskCache
{
    private const int Capacity = 64;

    private readonly Dictionary<GrammarState, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = [];

    public ulong[]? Find(GrammarState state)
    {
        if (!_entries.TryGetValue(state, out var entry))
        {
            return null;
        }

        _latestFirst.Remove(entry);
        _latestFirst.AddFirst(entry);
        return entry.Value.Mask;
    }

    public void Add(GrammarState state, ulong[] mask)
    {
        if (_entries.Count == Capacity)
        {
            _entries.Remove(_latestFirst.Last!.Value.State);
            _latestFirst.RemoveLast();
        }

        _entries.Add(state, _latestFirst.AddFirst(new Entry(state, mask)));
    }

    private sealed record Entry(GrammarState State, ulong[] Mask);
}
