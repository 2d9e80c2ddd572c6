namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Works out which tokens a grammar allows next. Masks of the last 64 states are kept, since "inside a string" comes again and
/// again; one instance serves matchers of any grammars. For one thread.
/// </summary>
public sealed class GrammarMasks
{
    // About half a second at worst.
    private const long MaxWork = 1 << 25;
    private const int MaxGrammars = 4;

    private readonly VocabularyTrie _trie;
    private readonly MaskCache _masks = new();
    private readonly StateCache.Place?[] _path;
    private readonly List<StateCache> _latestLast = [];

    /// <summary>Prepares masks for a vocabulary.</summary>
    public GrammarMasks(VocabularyTrie trie)
    {
        _trie = trie;
        _path = new StateCache.Place?[trie.Depth + 1];
    }

    /// <summary>The tokens that <see cref="GrammarMatcher.TryAccept"/> would take now.</summary>
    /// <returns>
    /// One bit a token: token <c>id</c> is bit <c>id % 64</c>, counted from the lowest, of word <c>id / 64</c>. The words do not
    /// change later. The end of the text is no token here: it is allowed where the matcher is complete.
    /// </returns>
    /// <exception cref="GrammarException">The text is too ambiguous.</exception>
    public ReadOnlySpan<ulong> Allowed(GrammarMatcher matcher)
    {
        if (_masks.Find(matcher.State) is { } known)
        {
            return known;
        }

        var mask = new ulong[(_trie.Count + 63) / 64];
        Fill(mask, StatesOf(matcher.State.Rules), matcher.State);
        _masks.Add(matcher.State, mask);
        return mask;
    }

    private StateCache StatesOf(RuleGraph rules)
    {
        var states = _latestLast.Find(s => ReferenceEquals(s.Rules, rules)) ?? new StateCache(rules);
        _latestLast.Remove(states);
        if (_latestLast.Count == MaxGrammars)
        {
            _latestLast.RemoveAt(0);
        }

        _latestLast.Add(states);
        return states;
    }

    // A refused byte cuts the whole branch behind it.
    private void Fill(ulong[] mask, StateCache states, GrammarState from)
    {
        var limit = states.Work + MaxWork;
        _path[0] = states.Find(from);
        var nodes = _trie.Nodes;
        var at = 0;
        while (at < nodes.Length)
        {
            var node = nodes[at];
            var next = states.Next(_path[node.Depth]!, node.Value);
            if (next is null)
            {
                at = node.BranchEnd;
                continue;
            }

            _path[node.Depth + 1] = next;
            foreach (var token in _trie.TokensAt(node))
            {
                mask[token >> 6] |= 1UL << token;
            }

            at++;
            if (states.Work > limit)
            {
                throw new GrammarException("the grammar is too ambiguous: its allowed tokens take too long to work out");
            }
        }

        Array.Clear(_path);
    }
}
