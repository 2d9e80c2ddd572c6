using System.Runtime.ExceptionServices;

namespace QuantGrpc.Server.Engine.Rows;

/// <summary>
/// Items that one thread works off with the thread pool's help. Unlike <see cref="Parallel"/> it makes no tasks, and it waits for items
/// alone: a helper that gets no processor in time costs nothing.
/// </summary>
internal sealed class SharedWork
{
    private readonly Action<int, int> _work;
    private readonly Helper[] _helpers;
    private int _count;
    private int _untaken; // below zero between runs: a helper that comes late finds nothing
    private int _unfinished;
    private Exception? _fault;

    /// <param name="work">Takes a worker's number and an item's; no two threads have one worker's number at a time.</param>
    /// <param name="workers">At least 1; the calling thread is number 0.</param>
    public SharedWork(Action<int, int> work, int workers)
    {
        _work = work;
        _helpers = new Helper[workers - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Helper(this, i + 1);
        }
    }

    /// <summary>Works off items 0 to <paramref name="count"/> - 1; returns when all are done.</summary>
    /// <param name="count">How many items.</param>
    /// <param name="workers">Most threads that take part, the calling one included.</param>
    /// <exception cref="Exception">What an item threw; the others were done nevertheless.</exception>
    public void Run(int count, int workers)
    {
        _fault = null;
        _count = _unfinished = count;
        Volatile.Write(ref _untaken, count); // last: from here on helpers take items
        for (var i = 0; i < _helpers.Length && i < workers - 1; i++)
        {
            _helpers[i].Call();
        }

        TakeAll(worker: 0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _unfinished) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1); // a row takes less than the shortest sleep, a grammar's first masks aside
        }

        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private void TakeAll(int worker)
    {
        for (var left = Interlocked.Decrement(ref _untaken); left >= 0; left = Interlocked.Decrement(ref _untaken))
        {
            try
            {
                _work(worker, _count - 1 - left);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _fault = e; // for the calling thread, which alone knows whose work it is
            }
            finally
            {
                Interlocked.Decrement(ref _unfinished);
            }
        }
    }

    private sealed class Helper(SharedWork shared, int worker) : IThreadPoolWorkItem
    {
        private int _called;

        /// <summary>Queues it, unless it waits or works still.</summary>
        public void Call()
        {
            if (Interlocked.Exchange(ref _called, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        public void Execute()
        {
            shared.TakeAll(worker);
            Volatile.Write(ref _called, 0);
        }
    }
}
