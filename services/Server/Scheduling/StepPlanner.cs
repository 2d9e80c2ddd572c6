using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// Decides what the next decode call of one variant computes. Synchronous, single-threaded, free of clock, log and native types.
/// A sequence is admitted when its slot and all the cells that it may come to hold are free, so that what runs can finish.
/// </summary>
internal sealed class StepPlanner
{
    private readonly List<Sequence> _running = [];
    private readonly List<AdapterSet> _ready = [];
    private readonly Stack<SequenceId> _freeSlots = new();
    private readonly int _stepTokens;
    private readonly int _stepRows;
    private readonly long _cells;
    private readonly bool _sharesBeginnings;
    private long _freeCells;
    private AdapterSet? _lastAdapters;

    public StepPlanner(IStepEngine engine)
    {
        for (var slot = engine.Slots - 1; slot >= 0; slot--)
        {
            _freeSlots.Push(new SequenceId(slot));
        }

        _cells = _freeCells = engine.Cells;
        _stepTokens = engine.StepTokens;
        _stepRows = engine.StepRows;
        _sharesBeginnings = engine.SharesBeginnings;
    }

    public IReadOnlyList<Sequence> Running => _running;

    /// <summary>Cells set aside for what runs.</summary>
    public long ReservedCells => _cells - _freeCells;

    public bool CanAdmit(Sequence sequence) => _freeSlots.Count > sequence.Followers.Count && sequence.Lease.Cells <= _freeCells;

    /// <summary>Gives a sequence and its followers their slots and cells.</summary>
    public void Admit(Sequence sequence)
    {
        _freeCells -= sequence.Lease.Cells;
        Seat(sequence);
        foreach (var follower in sequence.Followers)
        {
            Seat(follower);
        }
    }

    /// <summary>Takes slot and cells back.</summary>
    public void Release(Sequence sequence)
    {
        if (sequence.Slot is not { } slot || !_running.Remove(sequence))
        {
            throw new InvalidOperationException("a sequence that does not run was released");
        }

        sequence.Slot = null;
        _freeSlots.Push(slot);
        _freeCells += sequence.Lease.Leave();
    }

    /// <summary>Fills a plan: decode rows first, then prefill in order of admission, within the step's tokens and rows.</summary>
    public void Plan(StepPlan plan)
    {
        plan.Clear();
        plan.Adapters = NextAdapters();
        Grant(plan, decoding: true);
        Grant(plan, decoding: false);
    }

    private static bool IsReady(Sequence sequence) => sequence.HasRoom && sequence.Wanted > 0;

    private void Seat(Sequence sequence)
    {
        sequence.Slot = _freeSlots.Pop();
        _running.Add(sequence);
    }

    // Sets of adapters that have work take turns, in the order of their first sequence: one decode call has one set.
    private AdapterSet NextAdapters()
    {
        _ready.Clear();
        foreach (var sequence in _running)
        {
            if (IsReady(sequence) && !_ready.Contains(sequence.Adapters))
            {
                _ready.Add(sequence.Adapters);
            }
        }

        if (_ready.Count == 0)
        {
            return AdapterSet.None;
        }

        var last = _lastAdapters is null ? _ready.Count - 1 : _ready.IndexOf(_lastAdapters);
        return _lastAdapters = _ready[(last + 1) % _ready.Count];
    }

    private void Grant(StepPlan plan, bool decoding)
    {
        foreach (var sequence in _running)
        {
            // A sequence whose reader is slow waits for it.
            if (sequence.IsDecoding == decoding && IsReady(sequence) && sequence.Adapters.Equals(plan.Adapters) && !AwaitsBeginning(plan, sequence))
            {
                Grant(plan, sequence);
            }
        }
    }

    // Takes over what is there of a beginning that it has in common with another; waits where that one is about to compute it.
    private bool AwaitsBeginning(StepPlan plan, Sequence sequence)
    {
        if (!_sharesBeginnings || plan.Tokens == _stepTokens || CommonBeginning.Of(sequence, _running) is not { } beginning)
        {
            return false;
        }

        if (beginning.IsComing)
        {
            return true;
        }

        sequence.MarkShared(beginning.Computed);
        plan.Add(new Beginning(beginning.With, sequence, beginning.Computed));
        return false;
    }

    private void Grant(StepPlan plan, Sequence sequence)
    {
        var before = Math.Max(0, sequence.FirstRow - sequence.Computed);
        var tokens = Math.Min(Math.Min(sequence.Wanted, _stepTokens - plan.Tokens), before + _stepRows - plan.Rows);
        if (tokens > 0)
        {
            plan.Add(new Grant(sequence, tokens));
        }
    }
}
