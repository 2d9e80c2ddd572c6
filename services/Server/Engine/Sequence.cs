using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>
/// Tokens on their way through a context: which are known and how many of them are in the KV cache. The one rule: it wants
/// (known - computed) tokens, and a plan grants a part of it. Changed by the owner thread alone, cancellation and expiry excepted;
/// read where its step is computed.
/// </summary>
internal abstract class Sequence(string id, CellLease lease, long arrived)
{
    private volatile bool _cancelled;
    private volatile bool _expired;
    private int _reached;
    private bool _begun;

    public string Id { get; } = id;

    /// <summary>The KV cells that it may come to hold, together with those that share them.</summary>
    public CellLease Lease { get; } = lease;

    /// <summary>Adapters that its tokens are computed with; only sequences with equal ones share a decode call.</summary>
    public AdapterSet Adapters { get; init; } = AdapterSet.None;

    /// <summary>Who holds it back while others catch up; null where nobody does.</summary>
    public IPace? Pace { get; init; }

    /// <summary>Admitted together with it, and given its cells once its prompt is computed.</summary>
    public IReadOnlyList<Sequence> Followers { get; init; } = [];

    /// <summary>Whether it takes its prompt's cells from another.</summary>
    public bool IsFollower { get; init; }

    /// <summary>Which of those that wait is let in first, and who gives up its place for whom: higher before lower.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it is computed apart from all others, so that its results do not depend on them.</summary>
    public bool IsStrict { get; init; }

    /// <summary>How many that came later were let in before it. Touched by the owner thread.</summary>
    public int Overtaken { get; set; }

    /// <summary>Steps in a row that its reader has held up.</summary>
    public int ParkedSteps { get; set; }

    /// <summary>Number of the variant's step in which its class was last computed, or of the last one before it was given its place.</summary>
    public long LastStep { get; set; }

    /// <summary>Whose computation of a common beginning it waits for; null where it waits for nobody.</summary>
    public Sequence? Awaits { get; set; }

    /// <summary>Timestamp of its arrival.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>Timestamp of its first grant.</summary>
    public long? Granted { get; private set; }

    /// <summary>Its place in the KV cache while it runs.</summary>
    public SequenceId? Slot { get; private set; }

    /// <summary>Tokens in the KV cache.</summary>
    public int Computed { get; private set; }

    /// <summary>Tokens of its beginning that it did not compute itself: it took over cells that another sequence had filled.</summary>
    public int Shared { get; private set; }

    /// <summary>Whether it has computed something itself since it has its place.</summary>
    public bool HasBegun => _begun;

    /// <summary>Cells that it fills and shares with nobody that it follows.</summary>
    public virtual int OwnCells => Computed;

    /// <summary>Tokens that are known and have to be computed.</summary>
    public abstract int Target { get; }

    /// <summary>First position whose row of logits is looked at; all later ones are too. What was reported once is not looked at again.</summary>
    public int FirstRow => Math.Max(FirstWantedRow, _reached);

    /// <summary>The tokens that are known.</summary>
    public abstract ReadOnlySpan<TokenId> Tokens { get; }

    /// <summary>First position whose row somebody wants.</summary>
    public abstract int FirstWantedRow { get; }

    /// <summary>Whether it only adds a token at a time: such sequences are granted first.</summary>
    public abstract bool IsDecoding { get; }

    /// <summary>Whether its reader can take more.</summary>
    public abstract bool HasRoom { get; }

    /// <summary>Tokens that it wants computed now.</summary>
    public int Wanted => IsFollower && Computed == 0
        ? 0
        : Math.Max(0, Math.Min(Target, Pace?.Ceiling(this) ?? int.MaxValue) - Computed);

    /// <summary>Whether its end was reported.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether nobody reads any more; it is freed before the next decode.</summary>
    public bool Cancelled => _cancelled;

    /// <summary>Whether its time budget is used up; it is ended and freed before the next decode.</summary>
    public bool Expired => _expired;

    /// <summary>May be called from any thread.</summary>
    public void Cancel() => _cancelled = true;

    /// <summary>May be called from any thread.</summary>
    public void Expire() => _expired = true;

    /// <summary>Its first tokens are about to be computed.</summary>
    public void Grant(TimeProvider time)
    {
        if (Granted is null)
        {
            var now = time.GetTimestamp();
            Granted = now;
            ReportGranted(time.GetElapsedTime(Arrived, now));
            foreach (var follower in Followers)
            {
                follower.Grant(time); // its prompt is computed with this one's
            }
        }
    }

    /// <summary>Takes a place.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="kept">Tokens of its beginning whose cells are there already.</param>
    public void Seat(SequenceId slot, int kept)
    {
        Slot = slot;
        MarkShared(kept);
    }

    /// <summary>Gives its place up.</summary>
    public void Unseat() => Slot = null;

    /// <summary>Pauses, without a place: seated again, it computes anew what it knows.</summary>
    public void Pause()
    {
        Computed = 0;
        ParkedSteps = 0;
        Awaits = null;
        _begun = false;
    }

    /// <summary>Its next tokens were computed.</summary>
    public void MarkComputed(int count)
    {
        Computed += count;
        _reached = Math.Max(_reached, Computed);
        _begun = true;
    }

    /// <summary>Begins with cells that another has computed.</summary>
    public void MarkShared(int count)
    {
        Computed = count;
        Shared = Granted is null ? count : Shared; // what is taken over after a pause is no saving: it was computed before
    }

    /// <summary>Ends its events; without a fault, its last event was written before.</summary>
    public void End(Exception? fault = null)
    {
        if (!Ended)
        {
            Ended = true;
            Complete(fault);
        }
    }

    /// <summary>Reports that its time budget is used up, as an ending.</summary>
    public abstract void EndAtDeadline(TimeProvider time);

    /// <summary>Tells the reader how long it waited.</summary>
    protected abstract void ReportGranted(TimeSpan queue);

    /// <summary>Tells the reader that nothing more comes.</summary>
    protected abstract void Complete(Exception? fault);
}
