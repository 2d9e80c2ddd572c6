namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Which nodes have a property that a node has where one of its edges has it in symbol and target: "can be empty", "can end".
/// Each edge waits for the two; time is linear in the edges, however the rules refer to each other.
/// </summary>
internal sealed class Implications
{
    private readonly RuleGraph _graph;
    private readonly bool _setsHave;
    private readonly bool[] _nodes;
    private readonly Listeners _rulesAt;
    private readonly Listeners _edgesTo;
    private readonly Listeners _edgesBy;
    private readonly int[] _sources;
    private readonly byte[] _missing;
    private readonly Stack<int> _found = [];

    private Implications(RuleGraph graph, bool setsHave)
    {
        _graph = graph;
        _setsHave = setsHave;
        _nodes = new bool[graph.Nodes.Count];
        _sources = new int[graph.Nodes.EdgeCount];
        _missing = new byte[graph.Nodes.EdgeCount];
        _edgesTo = new Listeners(graph.Nodes.Count, graph.Nodes.EdgeCount);
        _edgesBy = new Listeners(graph.Starts.Length, graph.Nodes.EdgeCount);
        _rulesAt = new Listeners(graph.Nodes.Count, graph.Starts.Length);
        for (var rule = 0; rule < graph.Starts.Length; rule++)
        {
            _rulesAt.Add(graph.Starts[rule], rule);
        }
    }

    /// <summary>Whether each node can be left without reading a character.</summary>
    public static bool[] CanBeEmpty(RuleGraph graph) => new Implications(graph, setsHave: false).Solve();

    /// <summary>Whether from each node some text reaches the end.</summary>
    public static bool[] CanEnd(RuleGraph graph) => new Implications(graph, setsHave: true).Solve();

    private bool[] Solve()
    {
        for (int node = 0, edge = 0; node < _nodes.Length; node++)
        {
            foreach (var (symbol, target) in _graph.Nodes.Edges(node))
            {
                Watch(edge, node, symbol, target);
                edge++;
            }

            if (_graph.Nodes.IsEnd(node))
            {
                Set(node);
            }
        }

        while (_found.TryPop(out var node))
        {
            Tell(_edgesTo, node);
            for (var rule = _rulesAt.First(node); rule is { } r; rule = _rulesAt.After(r))
            {
                Tell(_edgesBy, r);
            }
        }

        return _nodes;
    }

    private void Watch(int edge, int node, Symbol symbol, int target)
    {
        _sources[edge] = node;
        _missing[edge] = (byte)(symbol.IsRule || !_setsHave ? 2 : 1);
        _edgesTo.Add(target, edge);
        if (symbol.IsRule)
        {
            _edgesBy.Add(symbol.Index, edge);
        }
    }

    private void Tell(Listeners listeners, int key)
    {
        for (var edge = listeners.First(key); edge is { } e; edge = listeners.After(e))
        {
            _missing[e]--;
            if (_missing[e] == 0)
            {
                Set(_sources[e]);
            }
        }
    }

    private void Set(int node)
    {
        if (!_nodes[node])
        {
            _nodes[node] = true;
            _found.Push(node);
        }
    }

    /// <summary>Lists of numbers, each in one list at most, linked through arrays.</summary>
    private sealed class Listeners(int keys, int values)
    {
        // One more than the number, so that zero is none.
        private readonly int[] _first = new int[keys];
        private readonly int[] _after = new int[values];

        public void Add(int key, int value)
        {
            _after[value] = _first[key];
            _first[key] = value + 1;
        }

        public int? First(int key) => Number(_first[key]);

        public int? After(int value) => Number(_after[value]);

        private static int? Number(int stored) => stored == 0 ? null : stored - 1;
    }
}
