using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// The nodes of all rules, each once: two nodes with the same edges are one, so equal tails of alternatives are shared.
/// Edges lead to older nodes only; a cycle passes through a rule.
/// </summary>
internal sealed class NodeTable
{
    /// <summary>The node that ends a rule and has no edges.</summary>
    public const int End = 0;

    private readonly List<int> _firstEdge = [0];
    private readonly List<int> _setEdges = [];
    private readonly List<bool> _isEnd = [];
    private readonly List<Edge> _edges = [];
    private readonly List<Edge> _one = [];
    private readonly HashSet<int> _known;

    public NodeTable()
    {
        _known = new HashSet<int>(new ByContent(this));
        Intern([], isEnd: true);
    }

    public int Count => _isEnd.Count;

    public int EdgeCount => _edges.Count;

    /// <summary>Edges by characters, before those by rules.</summary>
    public ReadOnlySpan<Edge> Sets(int node) => AllEdges.Slice(_firstEdge[node], _setEdges[node]);

    /// <summary>Edges by rules.</summary>
    public ReadOnlySpan<Edge> Rules(int node) => AllEdges[(_firstEdge[node] + _setEdges[node]).._firstEdge[node + 1]];

    public ReadOnlySpan<Edge> Edges(int node) => AllEdges[_firstEdge[node].._firstEdge[node + 1]];

    /// <summary>Whether the rule may end here.</summary>
    public bool IsEnd(int node) => _isEnd[node];

    /// <summary>Finds or makes the node that has one edge.</summary>
    public int Intern(Symbol symbol, int target, bool isEnd)
    {
        _one.Clear();
        _one.Add(new Edge(symbol, target));
        return Intern(_one, isEnd);
    }

    /// <summary>Finds or makes the node with these edges.</summary>
    public int Intern(List<Edge> edges, bool isEnd)
    {
        if (edges.Count > 1)
        {
            edges.Sort(static (a, b) => (a.Symbol.IsRule, a.Target, a.Symbol.Code).CompareTo((b.Symbol.IsRule, b.Target, b.Symbol.Code)));
        }

        var firstRule = edges.FindIndex(static e => e.Symbol.IsRule);
        var node = Count;
        _edges.AddRange(edges);
        _isEnd.Add(isEnd);
        _setEdges.Add(firstRule < 0 ? edges.Count : firstRule);
        _firstEdge.Add(_edges.Count);
        if (_known.TryGetValue(node, out var older))
        {
            RemoveLast(edges.Count);
            return older;
        }

        _known.Add(node);
        return node;
    }

    private ReadOnlySpan<Edge> AllEdges => CollectionsMarshal.AsSpan(_edges);

    private void RemoveLast(int edges)
    {
        _edges.RemoveRange(_edges.Count - edges, edges);
        _isEnd.RemoveAt(_isEnd.Count - 1);
        _setEdges.RemoveAt(_setEdges.Count - 1);
        _firstEdge.RemoveAt(_firstEdge.Count - 1);
    }

    private sealed class ByContent(NodeTable table) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => table.IsEnd(x) == table.IsEnd(y) && table.Edges(x).SequenceEqual(table.Edges(y));

        public int GetHashCode(int node)
        {
            var hash = default(HashCode);
            hash.Add(table.IsEnd(node));
            foreach (var edge in table.Edges(node))
            {
                hash.Add((long)edge.Symbol.Code << 32 | (uint)edge.Target);
            }

            return hash.ToHashCode();
        }
    }
}
