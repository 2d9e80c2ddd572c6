using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The one thread that touches native contexts: gives each variant with work one decode call in turn, so that they share the
/// machine fairly and never decode at once (two decodes on the same cores collapse: their barriers spin).
/// </summary>
internal sealed class DecodeLoop : IAsyncDisposable
{
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _actions = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Entry> _entries = [];
    private volatile bool _stopping;

    public DecodeLoop(ILogger<DecodeLoop> log)
    {
        _log = log;
        _thread = new Thread(Run) { Name = "decode", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Says that there may be work: a new request, a cancellation, or room in an outbox.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Runs something on the owner thread, between two decode calls.</summary>
    public Task<T> InvokeAsync<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _actions.Enqueue(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                done.SetException(e);
            }
        });
        _wake.Set();
        return done.Task;
    }

    /// <summary>Gives a variant its turns; call on the owner thread.</summary>
    /// <param name="runner">The variant's work.</param>
    /// <param name="failed">Called when native code failed and the variant was taken out.</param>
    public void Add(VariantRunner runner, Action<Exception> failed) => _entries.Add(new Entry(runner, failed));

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
                action();
            }

            if (!StepAll() && _actions.IsEmpty && !_stopping)
            {
                _wake.Wait();
            }
        }

        var reason = new OperationCanceledException("the server stops");
        foreach (var entry in _entries)
        {
            entry.Runner.Fail(reason);
            entry.Runner.Dispose();
        }

        _stopped.SetResult();
    }

    private bool StepAll()
    {
        var worked = false;
        for (var i = _entries.Count - 1; i >= 0 && !_stopping; i--)
        {
            worked |= Step(_entries[i]);
        }

        return worked;
    }

    private bool Step(Entry entry)
    {
        try
        {
            return entry.Runner.Step();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A variant that broke ends alone; the others go on.
            Log.VariantFailed(_log, e);
            _entries.Remove(entry);
            entry.Runner.Fail(e);
            entry.Runner.Dispose();
            entry.Failed(e);
            return true;
        }
    }

    private sealed record Entry(VariantRunner Runner, Action<Exception> Failed);
}
