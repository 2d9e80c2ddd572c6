namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// A thread that computes planned steps for the owner thread, one at a time. The owner gives a step and takes it back; in between nobody else
/// touches its variant.
/// </summary>
internal sealed class Lane : IDisposable
{
    private readonly AutoResetEvent _given = new(false);
    private readonly Action _landed;
    private readonly Thread _thread;
    private VariantRunner? _runner;
    private Exception? _fault;
    private volatile bool _hasLanded;

    /// <param name="number">Told in the thread's name.</param>
    /// <param name="landed">Called on this thread when a step was computed.</param>
    public Lane(int number, Action landed)
    {
        _landed = landed;
        _thread = new Thread(Run) { Name = $"decode {number}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Threads of the step that it has; 0 where it has none.</summary>
    public int Threads { get; private set; }

    /// <summary>Whether its step was computed and can be taken back.</summary>
    public bool HasLanded => _hasLanded;

    /// <summary>Computes a variant's planned step.</summary>
    public void Give(VariantRunner runner, int threads)
    {
        _runner = runner;
        Threads = threads;
        _given.Set();
    }

    /// <summary>Takes a step back that has landed.</summary>
    /// <returns>What native code failed with; null where it did not.</returns>
    public Exception? TakeBack()
    {
        var fault = _fault;
        _fault = null;
        _hasLanded = false;
        Threads = 0;
        return fault;
    }

    /// <summary>Ends the thread; it has no step.</summary>
    public void Dispose()
    {
        _runner = null;
        _given.Set();
        _thread.Join();
        _given.Dispose();
    }

    private void Run()
    {
        while (_given.WaitOne() && _runner is { } runner)
        {
            try
            {
                runner.Compute(Threads);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _fault = e; // for the owner thread: the variant ends there
            }

            _hasLanded = true; // last: from here on the owner thread has the variant
            _landed();
        }
    }
}
