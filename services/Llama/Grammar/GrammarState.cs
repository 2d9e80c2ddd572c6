namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Where a text stands in its grammar: every stack it can be in, and the beginning of a character. Immutable; equal states
/// allow equal continuations.
/// </summary>
internal sealed class GrammarState : IEquatable<GrammarState>
{
    private readonly Frame[] _stacks;
    private readonly bool _mayEnd;
    private readonly ulong _hash;

    /// <param name="rules">The grammar.</param>
    /// <param name="stacks">Distinct stacks whose top reads a character, in any order.</param>
    /// <param name="mayEnd">Whether the text may end here.</param>
    public GrammarState(RuleGraph rules, List<Frame> stacks, bool mayEnd)
    {
        Rules = rules;
        _stacks = [.. stacks];
        _mayEnd = mayEnd;
        Array.Sort(_stacks, static (a, b) => a.Hash.CompareTo(b.Hash));
        _hash = mayEnd ? 1u : 0u;
        foreach (var stack in _stacks)
        {
            _hash = (_hash ^ stack.Hash) * 0x9E3779B97F4A7C15;
        }
    }

    private GrammarState(GrammarState whole, PartialCharacter partial)
    {
        Rules = whole.Rules;
        _stacks = whole._stacks;
        _mayEnd = whole._mayEnd;
        _hash = whole._hash;
        Partial = partial;
    }

    public RuleGraph Rules { get; }

    public PartialCharacter Partial { get; }

    public ReadOnlySpan<Frame> Stacks => _stacks;

    public bool IsComplete => _mayEnd && Partial.IsNone;

    public bool IsExhausted => IsComplete && _stacks.Length == 0;

    public GrammarState With(PartialCharacter partial) => new(this, partial);

    public bool Equals(GrammarState? other) =>
        other is not null && _hash == other._hash && Partial == other.Partial && _mayEnd == other._mayEnd
        && ReferenceEquals(Rules, other.Rules) && (ReferenceEquals(_stacks, other._stacks) || _stacks.AsSpan().SequenceEqual(other._stacks));

    public override bool Equals(object? obj) => Equals(obj as GrammarState);

    public override int GetHashCode() => HashCode.Combine(_hash, Partial);
}
