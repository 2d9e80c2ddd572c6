namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// States that a walk over the vocabulary has met, with the steps between them: a step that was taken once is a look-up. Bounded:
/// a full cache is emptied. For one thread.
/// </summary>
internal sealed class StateCache
{
    // In references of eight bytes: 16 MiB.
    private const int MaxSize = 1 << 21;
    private const int SizeOfStack = 8;
    private const int Continuations = 64;

    private readonly Dictionary<GrammarState, Place> _places = [];
    private readonly Stepper _stepper;
    private int _size;

    public StateCache(RuleGraph rules)
    {
        Rules = rules;
        _stepper = new Stepper(rules);
    }

    public RuleGraph Rules { get; }

    /// <summary>Edges looked at so far, a stack counted as eight.</summary>
    public long Work => _stepper.Work;

    public Place Find(GrammarState state)
    {
        if (_places.TryGetValue(state, out var place))
        {
            return place;
        }

        if (_size > MaxSize)
        {
            Empty();
        }

        place = new Place(state);
        _places.Add(state, place);
        _size += place.Row.Length + SizeOfStack * state.Stacks.Length;
        return place;
    }

    /// <summary>The place after one more byte, or none where the grammar refuses it.</summary>
    public Place? Next(Place place, byte value)
    {
        var row = place.Row;
        if (row.Length == Continuations && (value & 0xC0) != 0x80)
        {
            return null;
        }

        ref var next = ref row[value & (row.Length - 1)];
        if (next is null)
        {
            next = _stepper.Next(place.State, value) is { } state ? Find(state) : Place.Refused;
        }

        return ReferenceEquals(next, Place.Refused) ? null : next;
    }

    // Rows are cleared too: a walk that still holds a place must not hold everything that was reachable from it.
    private void Empty()
    {
        foreach (var place in _places.Values)
        {
            Array.Clear(place.Row);
        }

        _places.Clear();
        _size = 0;
    }

    /// <summary>A state and the places that bytes lead to, as far as they are known.</summary>
    internal sealed class Place(GrammarState state)
    {
        /// <summary>Stands in rows for "the grammar refuses this byte".</summary>
        public static readonly Place Refused = new(new GrammarState(new RuleGraph(new NodeTable(), [], [], 0), [], mayEnd: false));

        public GrammarState State { get; } = state;

        /// <summary>By byte; inside a character by the six bits that a byte of it carries.</summary>
        public Place?[] Row { get; } = new Place?[state.Partial.IsNone ? 256 : Continuations];
    }
}
