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
    private readonly Stack<SequenceId> _freeSlots = new();
    private readonly int _stepTokens;
    private int _freeCells;

    public StepPlanner(int slots, int cells, int stepTokens)
    {
        for (var slot = slots - 1; slot >= 0; slot--)
        {
            _freeSlots.Push(new SequenceId(slot));
        }

        _freeCells = cells;
        _stepTokens = stepTokens;
    }

    public IReadOnlyList<Sequence> Running => _running;

    public bool CanAdmit(Sequence sequence) => _freeSlots.Count > 0 && sequence.Request.Cells <= _freeCells;

    /// <summary>Gives a sequence its slot and cells.</summary>
    public void Admit(Sequence sequence)
    {
        sequence.Slot = _freeSlots.Pop();
        _freeCells -= sequence.Request.Cells;
        _running.Add(sequence);
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
        _freeCells += sequence.Request.Cells;
    }

    /// <summary>Fills a plan: decode rows first, then prefill in order of admission, within the step's tokens.</summary>
    public void Plan(StepPlan plan)
    {
        plan.Clear();
        Grant(plan, decoding: true);
        Grant(plan, decoding: false);
    }

    private void Grant(StepPlan plan, bool decoding)
    {
        foreach (var sequence in _running)
        {
            var left = _stepTokens - plan.Tokens;
            if (left == 0)
            {
                return;
            }

            // A sequence whose reader is slow waits for it.
            if (sequence.Generated > 0 == decoding && sequence.Outbox.HasRoom)
            {
                plan.Add(new Grant(sequence, Math.Min(sequence.Wanted, left)));
            }
        }
    }
}
