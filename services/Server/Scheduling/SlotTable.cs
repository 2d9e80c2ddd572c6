using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The places of a variant's KV cache: who has each and, where nobody has, whose cells are still in it. A new sequence goes where the most of
/// its beginning is, or takes it over from there; else it gets an empty place, or the one that was left longest ago.
/// </summary>
/// <param name="slots">How many.</param>
/// <param name="keeps">Whether cells outlive their sequence: not where the first ones cannot be told from the rest.</param>
internal sealed class SlotTable(int slots, bool keeps)
{
    // Taking so little over is not worth a look at all cells; the markup of a chat is about as long.
    public const int FewestShared = 32;

    private readonly Slot[] _slots = [.. Enumerable.Range(0, slots).Select(id => new Slot(new SequenceId(id)))];
    private long _leavings;

    /// <summary>Places that nobody has.</summary>
    public int Free { get; private set; } = slots;

    /// <summary>Cells in places that nobody has.</summary>
    public long KeptCells { get; private set; }

    /// <summary>Seats a sequence and says what its place holds from now on.</summary>
    public void Take(Sequence sequence, List<CacheEdit> edits)
    {
        var oldest = Oldest();
        var best = Best(sequence, oldest);
        var shared = Common(best, sequence);
        // What is mostly the same text is continued where it is; of another one with the same beginning, a copy is taken.
        var slot = shared * 2 >= best.Count ? best : oldest;
        edits.Add(new CacheEdit(slot.Id, shared, slot == best ? null : best.Id));
        KeptCells -= slot.Count;
        Free--;
        best.LeftAt = ++_leavings;
        slot.Count = 0;
        slot.Owner = sequence;
        sequence.Seat(slot.Id, shared);
    }

    /// <summary>Takes a place back; what was computed there stays until the place is wanted.</summary>
    public void Leave(Sequence sequence, List<CacheEdit> edits)
    {
        var id = sequence.Slot ?? throw new InvalidOperationException("a sequence without a place leaves it");
        var slot = _slots[id.Value];
        slot.Owner = null;
        slot.LeftAt = ++_leavings;
        Free++;
        if (keeps)
        {
            slot.Keep(sequence);
            KeptCells += slot.Count;
        }
        else
        {
            edits.Add(new CacheEdit(id, 0));
        }
    }

    /// <summary>Frees the cells that were left longest ago.</summary>
    public void EvictOldest(List<CacheEdit> edits)
    {
        var oldest = _slots.Where(s => s is { Owner: null, Count: > 0 }).MinBy(s => s.LeftAt)
            ?? throw new InvalidOperationException("no cells are kept that could be freed");
        KeptCells -= oldest.Count;
        oldest.Count = 0;
        edits.Add(new CacheEdit(oldest.Id, 0));
    }

    /// <summary>Cells that are filled in a place, whoever has it.</summary>
    public int CellsIn(SequenceId slot) => _slots[slot.Value] is var place && place.Owner is { } owner ? owner.Computed : place.Count;

    // An empty place, the first of them, before the one that was left longest ago.
    private Slot Oldest()
    {
        Slot? oldest = null;
        foreach (var slot in _slots)
        {
            if (slot.Owner is null && (oldest is null || (oldest.Count > 0 && (slot.Count == 0 || slot.LeftAt < oldest.LeftAt))))
            {
                oldest = slot;
            }
        }

        return oldest ?? throw new InvalidOperationException("no place is free");
    }

    private Slot Best(Sequence sequence, Slot oldest)
    {
        var best = oldest;
        var most = Common(oldest, sequence);
        foreach (var slot in _slots)
        {
            if (Common(slot, sequence) is var common && common > most)
            {
                most = common;
                best = slot;
            }
        }

        return best;
    }

    // Rows that somebody looks at are computed, the last token's always.
    private static int Common(Slot slot, Sequence sequence)
    {
        if (slot.Count < FewestShared || !CommonBeginning.MayShare(sequence) || !slot.Adapters.Equals(sequence.Adapters))
        {
            return 0;
        }

        var common = CommonBeginning.Length(slot.Tokens, sequence.Tokens[..CommonBeginning.Most(sequence)]);
        return common >= FewestShared ? common : 0;
    }

    private sealed class Slot(SequenceId id)
    {
        private TokenId[] _tokens = [];

        public SequenceId Id => id;

        /// <summary>Who has it; null where nobody has.</summary>
        public Sequence? Owner { get; set; }

        /// <summary>When it was left, by the number of leavings before.</summary>
        public long LeftAt { get; set; }

        /// <summary>Cells that are kept; 0 where somebody has the place.</summary>
        public int Count { get; set; }

        public AdapterSet Adapters { get; private set; } = AdapterSet.None;

        public ReadOnlySpan<TokenId> Tokens => _tokens.AsSpan(0, Count);

        public void Keep(Sequence sequence)
        {
            Count = sequence.Computed;
            Adapters = sequence.Adapters;
            if (_tokens.Length < Count)
            {
                _tokens = new TokenId[Math.Max(Count, 2 * _tokens.Length)];
            }

            sequence.Tokens[..Count].CopyTo(_tokens);
        }
    }
}
