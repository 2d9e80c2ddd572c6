namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Turns alternatives into nodes: beginnings that alternatives share become one path, so that thousands of words are one stack
/// while they are matched and not thousands.
/// </summary>
internal sealed class RuleCompiler(GrammarBuilder builder)
{
    // Child of a place in the tree of beginnings by symbol; the place in the upper half of the key.
    private readonly Dictionary<long, int> _children = [];
    private readonly List<Place> _places = [];
    private readonly List<Edge> _edges = [];

    public int Compile(List<List<Symbol>> alternatives)
    {
        if (alternatives.Count == 1)
        {
            return Chain(alternatives[0]);
        }

        _children.Clear();
        _places.Clear();
        _places.Add(new Place());
        foreach (var alternative in alternatives)
        {
            Insert(alternative);
        }

        // Places come after their parents, so the last ones are finished first.
        for (var i = _places.Count - 1; i >= 0; i--)
        {
            Finish(_places[i]);
        }

        return _places[0].Node;
    }

    private int Chain(List<Symbol> symbols)
    {
        var node = NodeTable.End;
        for (var i = symbols.Count - 1; i >= 0; i--)
        {
            node = builder.Nodes.Intern(symbols[i], node, isEnd: false);
        }

        return node;
    }

    private void Insert(List<Symbol> alternative)
    {
        var at = 0;
        foreach (var symbol in alternative)
        {
            var key = (long)at << 32 | (uint)symbol.Code;
            if (!_children.TryGetValue(key, out var child))
            {
                child = _places.Count;
                _places.Add(new Place { Symbol = symbol, Sibling = _places[at].Child });
                _places[at].Child = _places[child];
                _children.Add(key, child);
            }

            at = child;
        }

        _places[at].IsEnd = true;
    }

    private void Finish(Place place)
    {
        _edges.Clear();
        for (var child = place.Child; child is not null; child = child.Sibling)
        {
            _edges.Add(new Edge(child.Symbol, child.Node));
        }

        MergeSets();
        place.Node = builder.Nodes.Intern(_edges, place.IsEnd);
    }

    // Sets that lead to the same node are one set.
    private void MergeSets()
    {
        if (_edges.Count < 2)
        {
            return;
        }

        var merged = new List<Edge>(_edges.Count);
        foreach (var group in _edges.GroupBy(e => e.Symbol.IsRule ? e : e with { Symbol = default }))
        {
            var symbol = group.First().Symbol;
            merged.Add(group.Key with { Symbol = symbol.IsRule || group.Count() == 1 ? symbol : Union(group) });
        }

        _edges.Clear();
        _edges.AddRange(merged);
    }

    private Symbol Union(IEnumerable<Edge> edges) =>
        builder.Characters(CodePointSet.Of(edges.SelectMany(e => builder.Sets[e.Symbol.Index].Ranges.ToArray())));

    private sealed class Place
    {
        public Symbol Symbol { get; init; }

        public Place? Sibling { get; init; }

        public Place? Child { get; set; }

        public bool IsEnd { get; set; }

        public int Node { get; set; }
    }
}
