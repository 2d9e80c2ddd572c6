using QuantGrpc.Llama.Grammar;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>What a sequence's grammar lets it say next.</summary>
internal sealed class GrammarConstraint
{
    private readonly GrammarMatcher _matcher;
    private readonly Vocabulary _vocabulary;
    private readonly ulong[] _allowed;

    public GrammarConstraint(GenerationGrammar grammar, AssistantPrefix prefix)
    {
        _vocabulary = grammar.Vocabulary;
        _matcher = new GrammarMatcher(grammar.Grammar);
        _allowed = new ulong[(_vocabulary.Count + 63) / 64];
        for (var i = 0; i < prefix.Pieces.Count && prefix.OwnOutput; i++)
        {
            _matcher.TryAccept(prefix.Pieces[i].Span);
        }
    }

    /// <summary>Whether the text may end here.</summary>
    public bool IsComplete => _matcher.IsComplete;

    /// <summary>Whether nothing may follow.</summary>
    public bool IsExhausted => _matcher.IsExhausted;

    /// <summary>A bit a token that may follow; ends of text where the text may end.</summary>
    /// <param name="masks">The calling thread's.</param>
    public ReadOnlySpan<ulong> Allowed(GrammarMasks masks)
    {
        masks.Allowed(_matcher).CopyTo(_allowed);
        var ends = _vocabulary.EndOfText;
        for (var id = 0; id < ends.Length && IsComplete; id++)
        {
            _allowed[id / 64] |= ends[id] ? 1UL << (id % 64) : 0;
        }

        return _allowed;
    }

    /// <summary>Moves on by a token that was allowed; false where there are too many ways to read the output now.</summary>
    public bool TryAccept(TokenId token)
    {
        try
        {
            return _matcher.TryAccept(_vocabulary.Piece(token).Span);
        }
        catch (GrammarException)
        {
            return false;
        }
    }
}

/// <summary>A grammar and the vocabulary whose tokens it restricts.</summary>
internal sealed record GenerationGrammar(Gbnf Grammar, Vocabulary Vocabulary)
{
    /// <summary>Whether a text may begin so.</summary>
    /// <exception cref="GrammarException">There are too many ways to read it.</exception>
    public bool Accepts(AssistantPrefix prefix)
    {
        var matcher = new GrammarMatcher(Grammar);
        return prefix.Pieces.All(piece => matcher.TryAccept(piece.Span));
    }
}
