namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// A vocabulary's pieces as a tree of bytes, laid out in the order of a walk: the first child stands right behind its parent, and
/// each node knows where its branch ends. Immutable, safe for any thread.
/// </summary>
public sealed class VocabularyTrie
{
    private readonly Node[] _nodes;
    private readonly int[] _tokens;

    /// <summary>Builds the tree.</summary>
    /// <param name="pieces">The bytes of each token, by token id; empty ones are never allowed by a mask.</param>
    public VocabularyTrie(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        Count = pieces.Count;
        _tokens = [.. Enumerable.Range(0, pieces.Count).Where(id => !pieces[id].IsEmpty)];
        Array.Sort(_tokens, (a, b) => pieces[a].Span.SequenceCompareTo(pieces[b].Span));
        var nodes = new List<Node>();
        var path = new Stack<int>();
        ReadOnlySpan<byte> before = [];
        for (var i = 0; i < _tokens.Length; i++)
        {
            var piece = pieces[_tokens[i]].Span;
            Leave(nodes, path, before.CommonPrefixLength(piece));
            while (path.Count < piece.Length)
            {
                nodes.Add(new Node(piece[path.Count], path.Count, FirstToken: i, Tokens: 0, BranchEnd: 0));
                path.Push(nodes.Count - 1);
            }

            nodes[path.Peek()] = nodes[path.Peek()] with { Tokens = nodes[path.Peek()].Tokens + 1 };
            Depth = Math.Max(Depth, piece.Length);
            before = piece;
        }

        Leave(nodes, path, depth: 0);
        _nodes = [.. nodes];
    }

    /// <summary>Tokens of the vocabulary.</summary>
    public int Count { get; }

    /// <summary>The longest piece in bytes.</summary>
    internal int Depth { get; }

    internal ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The tokens whose piece ends at a node.</summary>
    internal ReadOnlySpan<int> TokensAt(Node node) => _tokens.AsSpan(node.FirstToken, node.Tokens);

    private static void Leave(List<Node> nodes, Stack<int> path, int depth)
    {
        while (path.Count > depth)
        {
            var node = path.Pop();
            nodes[node] = nodes[node] with { BranchEnd = nodes.Count };
        }
    }

    /// <summary>A byte behind those of the nodes above.</summary>
    /// <param name="Value">The byte.</param>
    /// <param name="Depth">Bytes before this one.</param>
    /// <param name="FirstToken">Where the tokens that end here begin.</param>
    /// <param name="Tokens">Tokens that end here.</param>
    /// <param name="BranchEnd">The first node that is not below this one.</param>
    internal readonly record struct Node(byte Value, int Depth, int FirstToken, int Tokens, int BranchEnd);
}
