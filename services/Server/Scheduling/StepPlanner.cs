using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// Decides what the next decode call of one variant computes. Synchronous, single-threaded, free of clock, log and native types.
/// A sequence is admitted when its place and all the cells that it may come to hold are free, so that what runs can finish.
/// </summary>
internal sealed class StepPlanner
{
    // A reader that is slow for so many steps gives its place to somebody who waits.
    private const int LongParked = 64;

    // A change of adapters makes llama.cpp plan its graphs and place its buffers anew: while others have other ones, each set keeps its turn for so
    // many steps. Measured for MiniMATH on two cores, two streams with an adapter beside two without: 2,277 tokens/s, and 1,515 in turns of one step.
    private const int StepsOfAdapters = 4;

    // Less of a prompt is not begun in what is left of a step.
    private const int FewestPrefilled = 16;

    // Places in a gap that is filled.
    private const int WidestFilled = 4;

    private readonly List<Sequence> _running = [];
    private readonly SlotTable _slots;
    private readonly IStepEngine _engine;
    private readonly long _cells;
    private long _freeCells;
    private AdapterSet? _adapters; // that have the turn
    private long _steps;
    private long _turnBegan;

    public StepPlanner(IStepEngine engine)
    {
        _slots = new SlotTable(engine.Slots, engine.SharesBeginnings);
        _cells = _freeCells = engine.Cells;
        _engine = engine;
    }

    public List<Sequence> Running => _running;

    /// <summary>Cells set aside for what runs.</summary>
    public long ReservedCells => _cells - _freeCells;

    public bool CanAdmit(Sequence sequence) => _slots.Free > sequence.Followers.Count && sequence.Lease.Cells <= _freeCells;

    /// <summary>Gives a sequence and its followers their places and cells.</summary>
    public void Admit(Sequence sequence, StepPlan plan)
    {
        _freeCells -= sequence.Lease.Cells;
        Seat(sequence, plan);
        foreach (var follower in sequence.Followers)
        {
            Seat(follower, plan);
        }

        while (_slots.KeptCells > _freeCells)
        {
            _slots.EvictOldest(plan.Edits);
        }
    }

    /// <summary>Takes place and cells back.</summary>
    public void Release(Sequence sequence, StepPlan plan)
    {
        if (!_running.Remove(sequence))
        {
            throw new InvalidOperationException("a sequence that does not run was released");
        }

        _slots.Leave(sequence, plan.Edits);
        sequence.Unseat();
        _freeCells += sequence.Lease.Leave();
    }

    /// <summary>Who gives its place up for another; null where nobody has to. One whose reader is slow before one of lower priority.</summary>
    public Sequence? VictimFor(Sequence waiting)
    {
        Sequence? victim = null;
        foreach (var sequence in _running)
        {
            var isLower = Inbox.RankOf(sequence) < waiting.Priority;
            if (sequence is { IsFollower: false, Followers.Count: 0, Pace: null } && (isLower || sequence.ParkedSteps >= LongParked)
                && (victim is null || (sequence.ParkedSteps, -Inbox.RankOf(sequence)).CompareTo((victim.ParkedSteps, -Inbox.RankOf(victim))) >= 0))
            {
                victim = sequence; // of equals the last one that came
            }
        }

        return victim;
    }

    /// <summary>Whether anybody has something to compute now.</summary>
    public bool IsReady => _running.Exists(Ready);

    /// <summary>Whether anybody only adds a token at a time and can.</summary>
    public bool IsDecoding => _running.Exists(Decodes);

    /// <summary>Adds grants to a plan: decode rows first, then prefill in order of admission, within the step's tokens and rows.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="othersDecode">Whether sequences of other variants wait for the step's end.</param>
    public void Plan(StepPlan plan, bool othersDecode)
    {
        if (NextClass() is { } next)
        {
            plan.Adapters = next.Adapters;
            GrantAll(plan, next, decoding: true, _engine.StepTokens);
            GrantAll(plan, next, decoding: false, MostTokens(plan, next, othersDecode));
            plan.IsAlone = next.Alone is not null || plan.Grants.Exists(static grant => grant.Sequence.Pace is not null);
            plan.Order();
            Fill(plan);
        }
    }

    // llama.cpp computes sequences with parts of their own together where their places follow each other, each stretch of them in a pass over
    // all weights (llama-batch.cpp, split_equal): a gap that is narrow costs less when it is filled. Measured for SmolLM2-135M on two cores: a
    // pass costs 15 ms and 3 ms a token.
    private void Fill(StepPlan plan)
    {
        if (_engine is not { PartCells: { } cells, SharesBeginnings: true })
        {
            return;
        }

        for (var i = 1; i < plan.Grants.Count; i++)
        {
            var (first, end) = (SlotOf(plan.Grants[i - 1].Sequence).Value + 1, SlotOf(plan.Grants[i].Sequence).Value);
            if (end - first <= WidestFilled && plan.Tokens + plan.Fillers.Count + end - first <= _engine.StepTokens)
            {
                Fill(plan, first, end, cells);
            }
        }
    }

    private void Fill(StepPlan plan, int first, int end, int cells)
    {
        for (var slot = first; slot < end; slot++)
        {
            if (_slots.CellsIn(new SequenceId(slot)) is var position && position < cells)
            {
                plan.Fillers.Add(new Filler(new SequenceId(slot), position));
            }
        }
    }

    private static bool Decodes(Sequence sequence) => sequence.IsDecoding && Ready(sequence);

    private static bool Ready(Sequence sequence) => sequence.HasRoom && sequence.Wanted > 0;

    private void Seat(Sequence sequence, StepPlan plan)
    {
        _slots.Take(sequence, plan.Edits);
        sequence.LastStep = _steps; // who comes waits behind those that are there
        _running.Add(sequence);
    }

    // Whoever waits longest is next, with all that may share the call. Adapters that have the turn keep it for their steps, and until all that waited
    // when it began have had one.
    private BatchClass? NextClass()
    {
        foreach (var sequence in _running)
        {
            sequence.ParkedSteps = sequence.HasRoom ? 0 : sequence.ParkedSteps + 1;
        }

        if ((LongestWaitingInTurn() ?? LongestWaiting(among: null)) is not { } next)
        {
            return null;
        }

        if (!next.Adapters.Equals(_adapters))
        {
            _adapters = next.Adapters;
            _turnBegan = _steps;
        }

        _steps++;
        var batch = BatchClass.Of(next);
        MarkServed(batch);
        return batch;
    }

    private Sequence? LongestWaitingInTurn() =>
        LongestWaiting(_adapters) is { } own && (_steps - _turnBegan < StepsOfAdapters || own.LastStep <= _turnBegan) ? own : null;

    private Sequence? LongestWaiting(AdapterSet? among)
    {
        Sequence? longest = null;
        foreach (var sequence in _running)
        {
            if (Ready(sequence) && (among is null || sequence.Adapters.Equals(among)) && (longest is null || sequence.LastStep < longest.LastStep))
            {
                longest = sequence;
            }
        }

        return longest;
    }

    private void MarkServed(BatchClass batch)
    {
        foreach (var sequence in _running)
        {
            if (BatchClass.Of(sequence) == batch)
            {
                sequence.LastStep = _steps;
            }
        }
    }

    // Those who decode wait for a part of a long prompt only. Who computes alone has parts of the same size whether others decode or not.
    private int MostTokens(StepPlan plan, BatchClass batch, bool othersDecode) => !othersDecode && batch.Alone is null && !IsDecoding
        ? _engine.StepTokens
        : Math.Min(_engine.StepTokens, plan.Tokens + _engine.PrefillTokens);

    private void GrantAll(StepPlan plan, BatchClass batch, bool decoding, int most)
    {
        foreach (var sequence in _running)
        {
            // A sequence whose reader is slow waits for it.
            if (sequence.IsDecoding == decoding && Ready(sequence) && BatchClass.Of(sequence) == batch && plan.Tokens < most
                && !AwaitsBeginning(plan, sequence))
            {
                Grant(plan, sequence, most);
            }
        }
    }

    // Takes over what is there of a beginning that it has in common with another; waits where that one is about to compute it.
    private bool AwaitsBeginning(StepPlan plan, Sequence sequence)
    {
        if (sequence.HasBegun || !_engine.SharesBeginnings || CommonBeginning.Of(sequence, _running) is not { } beginning)
        {
            return false;
        }

        if (beginning.IsComing)
        {
            return true;
        }

        plan.Edits.Add(new CacheEdit(SlotOf(sequence), beginning.Computed, SlotOf(beginning.With)));
        sequence.MarkShared(beginning.Computed);
        return false;
    }

    // A few tokens of a prompt beside more of another cost a pass of their own where sequences have parts of their own; they come with a later
    // step. The first prompt of a step is never put off: it may be that there is never room for more.
    private bool IsCrumb(StepPlan plan, Sequence sequence, int tokens) =>
        _engine.PartCells is not null && plan.Tokens > plan.Grants.Count && tokens < Math.Min(sequence.Wanted, FewestPrefilled);

    private static SequenceId SlotOf(Sequence sequence) => sequence.Slot ?? throw new InvalidOperationException("a sequence that runs has no place");

    private void Grant(StepPlan plan, Sequence sequence, int most)
    {
        var before = Math.Max(0, sequence.FirstRow - sequence.Computed);
        var tokens = Math.Min(Math.Min(sequence.Wanted, most - plan.Tokens), before + _engine.StepRows - plan.Rows);
        if (tokens > 0 && !IsCrumb(plan, sequence, tokens))
        {
            plan.Add(new Grant(sequence, tokens));
        }
    }
}
