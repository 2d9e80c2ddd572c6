namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Follows a text through a grammar, in pieces of UTF-8 that may be cut anywhere: a character whose first bytes have come is
/// accepted as long as it can become one that the grammar allows. For one thread.
/// </summary>
public sealed class GrammarMatcher
{
    // Steps and the stacks that they led to, some hundred KB. A text spends most of its bytes in few states: a step that was taken once is a look-up.
    private const int MostKept = 4096;

    private readonly Dictionary<(GrammarState From, byte Value), GrammarState?> _steps = [];
    private readonly Stepper _stepper;
    private int _kept;

    /// <summary>Stands before the text.</summary>
    /// <exception cref="GrammarException">The grammar is too ambiguous to begin with.</exception>
    public GrammarMatcher(Gbnf grammar)
    {
        _stepper = new Stepper(grammar.Rules);
        State = _stepper.Start();
    }

    private GrammarMatcher(GrammarState state)
    {
        _stepper = new Stepper(state.Rules);
        State = state;
    }

    /// <summary>Whether the text may end here.</summary>
    public bool IsComplete => State.IsComplete;

    /// <summary>Whether the text is complete and nothing more may follow.</summary>
    public bool IsExhausted => State.IsExhausted;

    internal GrammarState State { get; private set; }

    /// <summary>Whether these bytes may follow; the matcher stays where it is. No bytes may always follow.</summary>
    /// <exception cref="GrammarException">The text is too ambiguous.</exception>
    public bool Accepts(ReadOnlySpan<byte> piece) => After(piece) is not null;

    /// <summary>Moves on by these bytes; where they may not follow, answers false and stays.</summary>
    /// <exception cref="GrammarException">The text is too ambiguous; the matcher stays where it is.</exception>
    public bool TryAccept(ReadOnlySpan<byte> piece)
    {
        if (After(piece) is not { } state)
        {
            return false;
        }

        State = state;
        return true;
    }

    /// <summary>A matcher at the same place that goes its own way.</summary>
    public GrammarMatcher Clone() => new(State);

    private GrammarState? After(ReadOnlySpan<byte> piece)
    {
        var state = State;
        foreach (var value in piece)
        {
            if (Next(state, value) is not { } next)
            {
                return null;
            }

            state = next;
        }

        return state;
    }

    private GrammarState? Next(GrammarState state, byte value)
    {
        if (_steps.TryGetValue((state, value), out var known))
        {
            return known;
        }

        var next = _stepper.Next(state, value);
        if (_kept > MostKept)
        {
            _steps.Clear();
            _kept = 0;
        }

        _steps.Add((state, value), next);
        _kept += 1 + (next?.Stacks.Length ?? 0);
        return next;
    }
}
