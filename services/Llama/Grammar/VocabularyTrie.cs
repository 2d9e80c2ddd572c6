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
        var path = new Stack<Node>();
        ReadOnlySpan<byte> before = [];
        for (var i = 0; i < _tokens.Length; i++)
        {
            var piece = pieces[_tokens[i]].Span;
            Leave(path, before.CommonPrefixLength(piece), nodes.Count);
            while (path.Count < piece.Length)
            {
                var node = new Node(piece[path.Count], path.Count, i);
                nodes.Add(node);
                path.Push(node);
            }

            path.Peek().Tokens++;
            Depth = Math.Max(Depth, piece.Length);
            before = piece;
        }

        Leave(path, 0, nodes.Count);
        _nodes = [.. nodes];
    }

    /// <summary>Tokens of the vocabulary.</summary>
    public int Count { get; }

    /// <summary>The longest piece in bytes.</summary>
    internal int Depth { get; }

    internal ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The tokens whose piece ends at a node.</summary>
    internal ReadOnlySpan<int> TokensAt(Node node) => _tokens.AsSpan(node.FirstToken, node.Tokens);

    private static void Leave(Stack<Node> path, int depth, int next)
    {
        while (path.Count > depth)
        {
            path.Pop().BranchEnd = next;
        }
    }

    /// <summary>A byte behind those of the nodes above.</summary>
    internal sealed class Node(byte value, int depth, int firstToken)
    {
        public byte Value { get; } = value;

        /// <summary>Bytes before this one.</summary>
        public int Depth { get; } = depth;

        public int FirstToken { get; } = firstToken;

        public int Tokens { get; set; }

        /// <summary>The first node that is not below this one.</summary>
        public int BranchEnd { get; set; }
    }
}
