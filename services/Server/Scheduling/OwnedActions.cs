using System.Collections.Concurrent;

namespace QuantGrpc.Server.Scheduling;

/// <summary>Work that other threads have for the owner thread, in order.</summary>
internal sealed class OwnedActions
{
    private readonly ConcurrentQueue<(Action Run, Action Drop)> _actions = new();

    public bool IsEmpty => _actions.IsEmpty;

    /// <summary>Adds work that gives a result.</summary>
    /// <returns>Its result or fault; cancelled where it was dropped.</returns>
    public Task<T> Add<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _actions.Enqueue((Run, done.SetCanceled));
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

    /// <summary>Adds work that nobody waits for.</summary>
    public void Add(Action action) => _actions.Enqueue((action, static () => { }));

    /// <summary>Does all there is; on the owner thread.</summary>
    public void Run()
    {
        while (_actions.TryDequeue(out var action))
        {
            action.Run();
        }
    }

    /// <summary>Tells all there is that it is not done.</summary>
    public void Drop()
    {
        while (_actions.TryDequeue(out var action))
        {
            action.Drop();
        }
    }
}
