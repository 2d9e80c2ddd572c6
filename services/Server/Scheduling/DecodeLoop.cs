using Microsoft.Extensions.Logging;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The one thread that plans and reports: gives the variants with work their steps in turn, by shares of what they compute. A variant that
/// works alone is computed on this thread, with all of its threads; several are computed beside each other in lanes, each with a part of the
/// threads, never more together than there are (two decode calls that spin for the same cores collapse).
/// </summary>
internal sealed class DecodeLoop : IAsyncDisposable
{
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly OwnedActions _actions = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Turns _turns = new();
    private readonly Lanes _lanes;
    private Turn? _alone; // planned, and computed once no lane has a step
    private volatile bool _isFull;
    private volatile bool _stopping;

    public DecodeLoop(ILogger<DecodeLoop> log)
    {
        _log = log;
        _lanes = new Lanes(_wake.Set);
        _thread = new Thread(Run) { Name = "decode", IsBackground = true };
        _thread.Start();
    }

    private bool HasFreeThread => _lanes.UsedThreads == 0 || _lanes.UsedThreads < _turns.MostThreads;

    /// <summary>Says that there may be work: a new request, a cancellation, or room in an outbox.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier(); // what there is to see is written before the loop is asked whether it will look
        if (!_isFull) // else it looks anyway when a step lands
        {
            _wake.Set();
        }
    }

    /// <summary>Runs something on the owner thread while no decode call is under way. Cancelled where the loop has stopped.</summary>
    public Task<T> InvokeAsync<T>(Func<T> action)
    {
        var done = _actions.Add(action);
        WakeForAction();
        return done;
    }

    /// <summary>Gives a variant its turns; call on the owner thread.</summary>
    /// <param name="runner">The variant's work.</param>
    /// <param name="gone">
    /// Called when the variant was taken out and its context freed: with the fault where native code failed or the loop stops, with null
    /// where <see cref="Drain"/> or <see cref="End"/> asked for it.
    /// </param>
    public void Add(VariantRunner runner, Action<Exception?> gone) => _turns.Add(new Turn(runner, gone));

    /// <summary>Takes a variant out once nothing runs or waits. Shut its inbox before.</summary>
    public void Drain(VariantRunner runner)
    {
        _actions.Add(() =>
        {
            if (_turns.Find(runner) is { } turn)
            {
                turn.Leaves = true;
            }
        });
        WakeForAction();
    }

    /// <summary>Ends what a variant has with a reason, and takes it out.</summary>
    public void End(VariantRunner runner, Exception reason)
    {
        _actions.Add(() =>
        {
            if (_turns.Find(runner) is { } turn)
            {
                runner.Fail(reason);
                Remove(turn, fault: null);
            }
        });
        WakeForAction();
    }

    /// <summary>Ends all variants, frees their contexts and stops the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _wake.Set();
        await _stopped.Task;
        _wake.Dispose();
    }

    private void WakeForAction()
    {
        _wake.Set();
        if (_stopped.Task.IsCompleted)
        {
            _actions.Drop(); // it may have come too late for the thread to see it
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            // Reset before looking: what arrives while we look sets it again.
            _wake.Reset();
            if (!Advance() && !_stopping)
            {
                _isFull = !HasFreeThread;
                _wake.Wait();
                _isFull = false;
            }
        }

        Stop();
        _stopped.SetResult();
        _actions.Drop();
    }

    private bool Advance() => Land() || (_alone is null && _actions.IsEmpty ? StartNext() : _lanes.UsedThreads == 0 && ActAlone());

    private bool ActAlone()
    {
        if (_alone is { } alone)
        {
            _alone = null;
            ComputeHere(alone);
        }
        else
        {
            _actions.Run();
        }

        return true;
    }

    private void Stop()
    {
        while (_lanes.UsedThreads > 0)
        {
            _wake.Reset();
            if (!Land())
            {
                _wake.Wait();
            }
        }

        _lanes.Dispose();
        var reason = new OperationCanceledException("the server stops");
        while (_turns.Count > 0)
        {
            _turns[0].Runner.Fail(reason);
            Remove(_turns[0], reason);
        }
    }

    private bool Land()
    {
        for (var i = 0; i < _turns.Count; i++)
        {
            if (_turns[i] is { Lane.HasLanded: true } landed)
            {
                Finish(landed, _lanes.TakeBack(landed));
                return true;
            }
        }

        return false;
    }

    // Who has had more than one that is being computed waits for it: shares would mean nothing where there are lanes for all.
    private bool StartNext()
    {
        _turns.Order();
        for (var i = 0; i < _turns.Count && _turns[i].Lane is null && HasFreeThread; i++)
        {
            if (Start(_turns[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool Start(Turn turn)
    {
        turn.Runner.OthersDecode = _turns.OthersDecode(turn);
        try
        {
            if (turn.Runner.Begin())
            {
                _turns.Charge(turn);
                Place(turn);
                return true;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Break(turn, e);
            return true;
        }

        if (turn is { Leaves: true, Runner.IsIdle: true })
        {
            Remove(turn, fault: null);
            return true;
        }

        return false;
    }

    private void Place(Turn turn)
    {
        var (beside, most) = (_turns.Beside(turn), _turns.MostThreads);
        var threads = Math.Clamp(turn.Runner.Threads / (1 + beside), 1, most - _lanes.UsedThreads);
        if (turn.Runner.IsExclusive || (_lanes.UsedThreads == 0 && (beside == 0 || threads == most)))
        {
            _alone = turn;
        }
        else
        {
            _lanes.Give(turn, threads);
        }
    }

    private void ComputeHere(Turn turn)
    {
        Exception? fault = null;
        try
        {
            turn.Runner.Compute(turn.Runner.Threads);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fault = e;
        }

        Finish(turn, fault);
    }

    private void Finish(Turn turn, Exception? fault)
    {
        try
        {
            if (fault is null)
            {
                turn.Runner.Finish();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fault = e;
        }

        if (fault is not null)
        {
            Break(turn, fault);
        }
    }

    // A variant that broke ends alone; the others go on.
    private void Break(Turn turn, Exception fault)
    {
        Log.VariantFailed(_log, fault);
        Remove(turn, fault);
        turn.Runner.Fail(fault); // last: whoever sees its stream end sees the variant's state too
    }

    private void Remove(Turn turn, Exception? fault)
    {
        _turns.Remove(turn);
        turn.Runner.Dispose();
        turn.Gone(fault);
    }
}
