using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Logits;

/// <summary>The best tokens of what was added so far, in order. Tokens are added by id, so that an equal one goes behind.</summary>
internal ref struct TopList(ReadOnlySpan<float> row, Span<TokenId> tokens, float bound)
{
    private readonly ReadOnlySpan<float> _row = row;
    private readonly Span<TokenId> _tokens = tokens;

    /// <summary>A logit below this changes nothing.</summary>
    public float Bound { get; private set; } = bound;

    public int Count { get; private set; }

    public void Add(int start, int length)
    {
        for (var id = start; id < start + length; id++)
        {
            if (_row[id] >= Bound && (Count < _tokens.Length || _row[id] > Bound))
            {
                Insert(id);
            }
        }
    }

    private void Insert(int id)
    {
        var at = Count < _tokens.Length ? Count++ : Count - 1;
        for (; at > 0 && _row[_tokens[at - 1].Value] < _row[id]; at--)
        {
            _tokens[at] = _tokens[at - 1];
        }

        _tokens[at] = new TokenId(id);
        if (Count == _tokens.Length)
        {
            Bound = _row[_tokens[^1].Value];
        }
    }
}
