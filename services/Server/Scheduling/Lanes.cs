namespace QuantGrpc.Server.Scheduling;

/// <summary>The lanes of a loop, made as they are needed: never more than there are threads to compute with. Touched by the owner thread.</summary>
/// <param name="landed">Called on a lane's thread when a step was computed.</param>
internal sealed class Lanes(Action landed) : IDisposable
{
    private readonly List<Lane> _lanes = [];

    /// <summary>Threads of all steps that are under way.</summary>
    public int UsedThreads { get; private set; }

    /// <summary>Has a variant's planned step computed.</summary>
    public void Give(Turn turn, int threads)
    {
        turn.Lane = Free();
        turn.Lane.Give(turn.Runner, threads);
        UsedThreads += threads;
    }

    /// <summary>Takes back a step that has landed.</summary>
    /// <returns>What native code failed with; null where it did not.</returns>
    public Exception? TakeBack(Turn turn)
    {
        var lane = turn.Lane ?? throw new InvalidOperationException("a step that is in no lane was taken back");
        turn.Lane = null;
        UsedThreads -= lane.Threads;
        return lane.TakeBack();
    }

    /// <summary>Ends their threads; none has a step.</summary>
    public void Dispose() => _lanes.ForEach(static lane => lane.Dispose());

    private Lane Free()
    {
        if (_lanes.Find(static lane => lane.Threads == 0) is { } free)
        {
            return free;
        }

        _lanes.Add(new Lane(_lanes.Count + 1, landed));
        return _lanes[^1];
    }
}
