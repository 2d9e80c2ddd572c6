using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// One resident variant on the owner thread: takes from its inbox, plans, lets the engine compute, gives back what has ended.
/// Only <see cref="Inbox"/> and <see cref="Load"/> may be touched by other threads, and <see cref="Compute"/> be called on one.
/// </summary>
internal sealed class VariantRunner : IDisposable
{
    private readonly IStepEngine _engine;
    private readonly StepPlanner _planner;
    private readonly StepPlan _plan = new();
    private readonly List<Sequence> _leaving = [];
    private readonly List<Sequence> _paused = []; // gave their places up and come back
    private readonly TimeProvider _time;

    public VariantRunner(IStepEngine engine, Inbox inbox, TimeProvider time)
    {
        _engine = engine;
        _planner = new StepPlanner(engine);
        _time = time;
        Inbox = inbox;
        Load = new VariantLoad(engine.Slots, engine.Cells, time);
    }

    /// <summary>Its part of the machine, relative to those of others.</summary>
    public double Share { get; init; } = 1;

    public Inbox Inbox { get; }

    /// <summary>How busy it is.</summary>
    public VariantLoad Load { get; }

    /// <summary>Measures its steps; null where nobody wants that.</summary>
    public StepMeter? Meter { get; init; }

    /// <summary>Whether it has nothing to do, nothing to come back to, and nothing more to come of calls that are under way.</summary>
    public bool IsIdle => _planner.Running.Count == 0 && _paused.Count == 0 && Inbox is { Count: 0, IsHeld: false };

    /// <summary>Whether it has something to compute, as far as can be told without planning.</summary>
    public bool IsReady => _planner.IsReady || (_planner.Running.Count == 0 && Inbox.Count > 0);

    /// <summary>Whether sequences of it only add a token at a time: a long step of another variant would hold them up.</summary>
    public bool IsDecoding => _planner.IsDecoding;

    /// <summary>Whether those of another variant do.</summary>
    public bool OthersDecode { get; set; }

    /// <summary>Tokens of the step that is planned.</summary>
    public int StepTokens => _plan.Tokens;

    /// <summary>Whether the step that is planned is computed while no other is.</summary>
    public bool IsExclusive => _plan.IsAlone || _engine.IsExclusive;

    /// <summary>Threads of its steps where it has the machine to itself.</summary>
    public int Threads => _engine.Threads;

    /// <summary>Plans a step.</summary>
    /// <returns>Whether there is anything to compute; then <see cref="Compute"/> and <see cref="Finish"/> follow.</returns>
    public bool Begin()
    {
        Release();
        Admit();
        _planner.Plan(_plan, OthersDecode);
        if (_plan.Tokens == 0)
        {
            UpdateLoad();
            return false;
        }

        MarkStarted();
        return true;
    }

    /// <summary>Computes what is planned; on any thread, since it touches nothing that the owner thread does meanwhile.</summary>
    /// <exception cref="EngineFaultException">Native code failed.</exception>
    public void Compute(int threads)
    {
        var begin = Meter?.Begin() ?? 0;
        _engine.Compute(_plan, threads);
        Meter?.End(begin, _plan.Tokens, _plan.Rows);
    }

    /// <summary>Reports what was computed.</summary>
    public void Finish()
    {
        _engine.Report(_plan);
        AdvancePaces();
        Load.Count(_plan);
        _plan.Clear();
        Release();
        UpdateLoad();
    }

    /// <summary>Ends everything with a reason and takes nothing more.</summary>
    public void Fail(Exception reason)
    {
        Inbox.Close(reason);
        foreach (var sequence in _planner.Running.Concat(_paused))
        {
            sequence.End(reason);
        }
    }

    public void Dispose() => _engine.Dispose();

    private void UpdateLoad() => Load.Update(_planner.Running, _paused.Count, _planner.ReservedCells);

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
            _planner.Release(sequence, _plan);
            sequence.End();
        }

        _leaving.Clear();
        for (var i = _paused.Count - 1; i >= 0; i--)
        {
            if (IsLeaving(_paused[i]))
            {
                _paused[i].End();
                _paused.RemoveAt(i);
            }
        }
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

        while (Next() is { } next && MakeRoom(next))
        {
            if (!_paused.Remove(next))
            {
                Inbox.Remove(next);
                _paused.ForEach(static s => s.Overtaken++);
            }

            _planner.Admit(next, _plan);
        }
    }

    // Who gave its place up comes back before others of its rank, once its reader can take more.
    private Sequence? Next()
    {
        var paused = _paused.Find(static s => s.HasRoom);
        var waiting = Inbox.Peek();
        return paused is not null && (waiting is null || Inbox.RankOf(paused) >= Inbox.RankOf(waiting)) ? paused : waiting;
    }

    private bool MakeRoom(Sequence next)
    {
        while (!_planner.CanAdmit(next))
        {
            if (_planner.VictimFor(next) is not { } victim)
            {
                return false;
            }

            _planner.Release(victim, _plan);
            victim.Pause();
            _paused.Add(victim);
            Meter?.Preempt();
        }

        return true;
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
