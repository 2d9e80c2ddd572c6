using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// One resident variant on the owner thread: takes from its inbox, plans, lets the engine execute, gives back what has ended.
/// Only <see cref="Inbox"/> and <see cref="Load"/> may be touched by other threads.
/// </summary>
internal sealed class VariantRunner : IDisposable
{
    private readonly IStepEngine _engine;
    private readonly StepPlanner _planner;
    private readonly StepPlan _plan = new();
    private readonly List<Sequence> _leaving = [];
    private readonly TimeProvider _time;

    public VariantRunner(IStepEngine engine, Inbox inbox, TimeProvider time)
    {
        _engine = engine;
        _planner = new StepPlanner(engine);
        _time = time;
        Inbox = inbox;
        Load = new VariantLoad(engine.Slots, engine.Cells, time);
    }

    public Inbox Inbox { get; }

    /// <summary>How busy it is.</summary>
    public VariantLoad Load { get; }

    /// <summary>Measures its steps; null where nobody wants that.</summary>
    public StepMeter? Meter { get; init; }

    /// <summary>Computes one step.</summary>
    /// <returns>Whether there was anything to compute.</returns>
    /// <exception cref="EngineFaultException">Native code failed.</exception>
    public bool Step()
    {
        Release();
        Admit();
        _planner.Plan(_plan);
        if (_plan.Tokens == 0)
        {
            Load.Update(_planner.Running, _planner.ReservedCells);
            return false;
        }

        MarkStarted();
        var begin = Meter?.Begin() ?? 0;
        _engine.Execute(_plan);
        Meter?.End(begin, _plan.Tokens, _plan.Rows);
        AdvancePaces();
        Load.Count(_plan);
        Release();
        Load.Update(_planner.Running, _planner.ReservedCells);
        return true;
    }

    /// <summary>Ends everything with a reason and takes nothing more.</summary>
    public void Fail(Exception reason)
    {
        Inbox.Close(reason);
        foreach (var sequence in _planner.Running)
        {
            sequence.End(reason);
        }
    }

    public void Dispose() => _engine.Dispose();

    private void Release()
    {
        foreach (var sequence in _planner.Running)
        {
            if (IsLeaving(sequence))
            {
                _leaving.Add(sequence);
            }
        }

        foreach (var sequence in _leaving)
        {
            if (sequence.Slot is { } slot)
            {
                _engine.Free(slot);
            }

            _planner.Release(sequence);
            sequence.End();
        }

        _leaving.Clear();
    }

    // A time budget that is used up is an ending, whether the sequence runs or still waits.
    private bool IsLeaving(Sequence sequence)
    {
        if (sequence is { Expired: true, Ended: false, Cancelled: false })
        {
            sequence.EndAtDeadline(_time);
        }

        return sequence.Ended || sequence.Cancelled;
    }

    private void Admit()
    {
        foreach (var sequence in Inbox.TakeLeaving())
        {
            EndUnseen(sequence);
        }

        while (Inbox.Peek() is { } next && _planner.CanAdmit(next))
        {
            Inbox.Remove(next);
            _planner.Admit(next);
        }
    }

    private void EndUnseen(Sequence sequence)
    {
        foreach (var one in sequence.Followers.Prepend(sequence))
        {
            _ = IsLeaving(one);
            one.End();
        }
    }

    private void AdvancePaces()
    {
        foreach (var grant in _plan.Grants)
        {
            grant.Sequence.Pace?.Advance();
        }
    }

    private void MarkStarted()
    {
        foreach (var grant in _plan.Grants)
        {
            grant.Sequence.Grant(_time);
        }
    }
}
