using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Server.Calls;

/// <summary>
/// Compiled grammars by their text, the latest few: a judge asks for the same schema thousands of times, and sequences of one compiled grammar
/// share its masks.
/// </summary>
internal sealed class GrammarCache
{
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _latestFirst = new();

    /// <summary>The grammar of a text, compiled if it is not kept.</summary>
    /// <param name="kind">Tells notations apart.</param>
    /// <param name="text">The source.</param>
    /// <param name="compile">Compiles it.</param>
    /// <exception cref="GrammarException">It cannot be compiled.</exception>
    public Gbnf Get(string kind, string text, Func<string, Gbnf> compile)
    {
        if (Find(kind, text) is { } known)
        {
            return known;
        }

        var grammar = compile(text);
        lock (_gate)
        {
            _latestFirst.AddFirst(new Entry(kind, text, grammar));
            if (_latestFirst.Count > Kept)
            {
                _latestFirst.RemoveLast();
            }
        }

        return grammar;
    }

    private Gbnf? Find(string kind, string text)
    {
        lock (_gate)
        {
            for (var node = _latestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Kind == kind && node.Value.Text == text)
                {
                    _latestFirst.Remove(node);
                    _latestFirst.AddFirst(node);
                    return node.Value.Grammar;
                }
            }

            return null;
        }
    }

    private sealed record Entry(string Kind, string Text, Gbnf Grammar);
}
