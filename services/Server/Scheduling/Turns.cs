namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// Whose step is next, and with how many threads: start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996). Who has had least for its share
/// is next; who had nothing to do has saved nothing up. Touched by the owner thread.
/// </summary>
internal sealed class Turns
{
    // What a step costs beside its tokens, in tokens: the weights are read once. Measured for SmolLM2-135M on two cores: 15 ms and 3 ms a token.
    private const int StepCost = 4;

    private readonly List<Turn> _turns = [];
    private double _now;

    public int Count => _turns.Count;

    /// <summary>Threads of all that is computed at once.</summary>
    public int MostThreads
    {
        get
        {
            var most = 1;
            foreach (var turn in _turns)
            {
                most = Math.Max(most, turn.Runner.Threads);
            }

            return most;
        }
    }

    public Turn this[int index] => _turns[index];

    public void Add(Turn turn) => _turns.Add(turn);

    public void Remove(Turn turn) => _turns.Remove(turn);

    public Turn? Find(VariantRunner runner) => _turns.Find(turn => turn.Runner == runner);

    /// <summary>Puts whoever is next first, and of equals one that is computed already last.</summary>
    public void Order() => _turns.Sort(static (a, b) => (a.Due, a.Lane is not null).CompareTo((b.Due, b.Lane is not null)));

    /// <summary>Counts a variant's planned step as its own.</summary>
    public void Charge(Turn turn)
    {
        _now = Math.Max(turn.Due, _now);
        turn.Due = _now + ((turn.Runner.StepTokens + StepCost) / turn.Runner.Share);
    }

    /// <summary>Whether sequences of another variant only add a token at a time.</summary>
    public bool OthersDecode(Turn turn)
    {
        foreach (var other in _turns)
        {
            if (other != turn && other.Runner.IsDecoding)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many others are computed beside a step that was charged for, or may be before the next of its variant.</summary>
    public int Beside(Turn turn)
    {
        var beside = 0;
        foreach (var other in _turns)
        {
            beside += other != turn && (other.Lane is not null || (other.Due <= turn.Due && other.Runner.IsReady)) ? 1 : 0;
        }

        return beside;
    }
}

/// <summary>A variant that takes its turns.</summary>
/// <param name="runner">Its work.</param>
/// <param name="gone">Called when it was taken out and its context freed: with the fault that ended it, or null where it was asked to end.</param>
internal sealed class Turn(VariantRunner runner, Action<Exception?> gone)
{
    public VariantRunner Runner => runner;

    public Action<Exception?> Gone => gone;

    /// <summary>When its next step begins, in tokens served for a share of 1.</summary>
    public double Due { get; set; }

    /// <summary>Whether it is taken out as soon as it has nothing to do.</summary>
    public bool Leaves { get; set; }

    /// <summary>Where its step is computed; null where none is, or on the owner thread.</summary>
    public Lane? Lane { get; set; }
}
