using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The one thread that touches native contexts: gives the variants with work decode calls in turn, by shares of what they compute, and never two
/// at once (two decodes on the same cores collapse: their barriers spin).
/// </summary>
internal sealed class DecodeLoop : IAsyncDisposable
{
    // What a step costs beside its tokens, in tokens: the weights are read once. Measured for SmolLM2-135M on two cores: 15 ms and 3 ms a token.
    private const int StepCost = 4;

    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<OwnedAction> _actions = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Entry> _entries = [];
    private double _now;
    private volatile bool _stopping;

    public DecodeLoop(ILogger<DecodeLoop> log)
    {
        _log = log;
        _thread = new Thread(Run) { Name = "decode", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Says that there may be work: a new request, a cancellation, or room in an outbox.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Runs something on the owner thread, between two decode calls. Cancelled where the loop has stopped.</summary>
    public Task<T> InvokeAsync<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new OwnedAction(Run, () => done.SetCanceled()));
        return done.Task;

        void Run()
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Gives a variant its turns; call on the owner thread.</summary>
    /// <param name="runner">The variant's work.</param>
    /// <param name="gone">
    /// Called when the variant was taken out and its context freed: with the fault where native code failed or the loop stops, with null
    /// where <see cref="Drain"/> or <see cref="End"/> asked for it.
    /// </param>
    public void Add(VariantRunner runner, Action<Exception?> gone) => _entries.Add(new Entry(runner, gone));

    /// <summary>Takes a variant out once nothing runs or waits. Shut its inbox before.</summary>
    public void Drain(VariantRunner runner) => Enqueue(new OwnedAction(() => Find(runner)?.Leaves = true, () => { }));

    /// <summary>Ends what a variant has with a reason, and takes it out.</summary>
    public void End(VariantRunner runner, Exception reason) => Enqueue(new OwnedAction(
        () =>
        {
            if (Find(runner) is { } entry)
            {
                runner.Fail(reason);
                Remove(entry, fault: null);
            }
        },
        () => { }));

    /// <summary>Ends all variants, frees their contexts and stops the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _wake.Set();
        await _stopped.Task;
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            // Reset before looking: what arrives while we look sets it again.
            _wake.Reset();
            while (_actions.TryDequeue(out var action))
            {
                action.Run();
            }

            if (!StepNext() && _actions.IsEmpty && !_stopping)
            {
                _wake.Wait();
            }
        }

        var reason = new OperationCanceledException("the server stops");
        while (_entries.Count > 0)
        {
            _entries[^1].Runner.Fail(reason);
            Remove(_entries[^1], reason);
        }

        _stopped.SetResult();
        DropActions();
    }

    private void Enqueue(OwnedAction action)
    {
        _actions.Enqueue(action);
        _wake.Set();
        if (_stopped.Task.IsCompleted)
        {
            DropActions(); // it may have come too late for the thread to see it
        }
    }

    private void DropActions()
    {
        while (_actions.TryDequeue(out var action))
        {
            action.Drop();
        }
    }

    // Start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): who has had least for its share is next; who had nothing to do has saved nothing up.
    private bool StepNext()
    {
        _entries.Sort(static (a, b) => a.Due.CompareTo(b.Due));
        for (var i = 0; i < _entries.Count && !_stopping; i++)
        {
            var entry = _entries[i];
            entry.Runner.OthersDecode = OthersDecode(entry);
            if (Step(entry))
            {
                _now = Math.Max(entry.Due, _now);
                entry.Due = _now + ((entry.Runner.StepTokens + StepCost) / entry.Runner.Share);
                return true;
            }
        }

        return false;
    }

    private bool OthersDecode(Entry entry)
    {
        foreach (var other in _entries)
        {
            if (other != entry && other.Runner.IsDecoding)
            {
                return true;
            }
        }

        return false;
    }

    private bool Step(Entry entry)
    {
        try
        {
            if (entry.Runner.Step())
            {
                return true;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A variant that broke ends alone; the others go on.
            Log.VariantFailed(_log, e);
            Remove(entry, e);
            entry.Runner.Fail(e); // last: whoever sees its stream end sees the variant's state too
            return true;
        }

        if (entry.Leaves && entry.Runner.IsIdle)
        {
            Remove(entry, fault: null);
            return true;
        }

        return false;
    }

    private Entry? Find(VariantRunner runner) => _entries.Find(e => e.Runner == runner);

    private void Remove(Entry entry, Exception? fault)
    {
        _entries.Remove(entry);
        entry.Runner.Dispose();
        entry.Gone(fault);
    }

    private sealed class Entry(VariantRunner runner, Action<Exception?> gone)
    {
        public VariantRunner Runner => runner;

        public Action<Exception?> Gone => gone;

        /// <summary>When its next step begins, in tokens served for a share of 1.</summary>
        public double Due { get; set; }

        /// <summary>Whether it is taken out as soon as it has nothing to do.</summary>
        public bool Leaves { get; set; }
    }

    /// <summary>Work for the owner thread, or what to do instead once the thread has ended.</summary>
    private sealed record OwnedAction(Action Run, Action Drop);
}
