using QuantGrpc.Server.Engine;

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
        _planner = new StepPlanner(engine.Slots, engine.Cells, engine.StepTokens);
        _time = time;
        Inbox = inbox;
        Load = new VariantLoad(engine.Slots, engine.Cells, time);
    }

    public Inbox Inbox { get; }

    /// <summary>How busy it is.</summary>
    public VariantLoad Load { get; }

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
            Load.Update(_planner.Running);
            return false;
        }

        MarkStarted();
        _engine.Execute(_plan);
        Load.Count(_plan);
        Release();
        Load.Update(_planner.Running);
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
            if (sequence.Ended || sequence.Cancelled)
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

    private void Admit()
    {
        while (Inbox.Peek() is { } next)
        {
            if (next.Cancelled)
            {
                Inbox.Remove(next);
                next.End();
            }
            else if (_planner.CanAdmit(next))
            {
                Inbox.Remove(next);
                _planner.Admit(next);
            }
            else
            {
                return;
            }
        }
    }

    private void MarkStarted()
    {
        var now = _time.GetTimestamp();
        foreach (var grant in _plan.Grants)
        {
            if (grant.Sequence.Granted is null)
            {
                grant.Sequence.MarkGranted(now);
                grant.Sequence.Outbox.Write(new GenerationStarted(_time.GetElapsedTime(grant.Sequence.Arrived, now)));
            }
        }
    }
}
