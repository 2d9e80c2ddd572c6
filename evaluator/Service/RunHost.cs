using System.Collections.Concurrent;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Service;

/// <summary>
/// The runs that this service executes. A run that a dying process left running is taken up again at start; a shutdown leaves runs as
/// running for the same reason.
/// </summary>
internal sealed class RunHost(RunRoom room, ILogger<RunHost> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, ActiveRun> _active = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Stores and starts a run; one that is active already is left as it is.</summary>
    public async Task<Run> StartAsync(RunRequest request, CancellationToken cancellation)
    {
        var session = await RunSession.BeginAsync(request, room, cancellation);
        Execute(session);
        return session.Run;
    }

    /// <summary>Goes on with a stored run; one that is active already is left as it is.</summary>
    public async Task ResumeAsync(string id, CancellationToken cancellation)
    {
        if (_active.ContainsKey(id))
        {
            return;
        }

        var run = await room.Store.GetRunAsync(id, cancellation) ?? throw new InvalidOperationException($"run {id} is gone");
        var session = await RunSession.ResumeAsync(run, room, cancellation); // refused, it leaves the run as it is
        await room.Store.SetStateAsync(id, RunState.Running, reason: null, cancellation);
        Execute(session);
    }

    /// <summary>Stops a run; its state is stored when it has stopped.</summary>
    public async Task CancelAsync(string id)
    {
        if (_active.TryGetValue(id, out var active))
        {
            await active.Stop.CancelAsync();
            await active.Ended.Task;
        }
    }

    /// <summary>A run's pace while it is active here; null otherwise.</summary>
    public RunMonitor? MonitorOf(string id) => _active.TryGetValue(id, out var active) ? active.Session.Monitor : null;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_active.Values.Select(a => a.Ended.Task)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var run in await room.Store.ListRunsAsync(new RunPage { Size = 1000 }, stoppingToken))
        {
            if (run.State == RunState.Running)
            {
                await ResumeAsync(run, stoppingToken);
            }
        }
    }

    private async Task ResumeAsync(Run run, CancellationToken cancellation)
    {
        try
        {
            Execute(await RunSession.ResumeAsync(run, room, cancellation));
            Log.Resumed(log, run.Id);
        }
        catch (Exception fault) when (RunFaults.IsExpected(fault))
        {
            Log.RunFailed(log, run.Id, fault.Message);
            await room.Store.SetStateAsync(run.Id, RunState.Failed, fault.Message, CancellationToken.None);
        }
    }

    private void Execute(RunSession session)
    {
        var active = new ActiveRun(session, CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
        if (_active.TryAdd(session.Run.Id, active))
        {
            _ = Task.Run(() => ExecuteAsync(active));
        }
    }

    private async Task ExecuteAsync(ActiveRun active)
    {
        var id = active.Session.Run.Id;
        try
        {
            await active.Session.ExecuteAsync(active.Stop.Token);
            Log.RunComplete(log, id);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            await active.Session.MarkCancelledAsync();
        }
        catch (OperationCanceledException)
        {
            Log.RunInterrupted(log, id);
        }
        catch (Exception fault) when (RunFaults.IsExpected(fault))
        {
            Log.RunFailed(log, id, fault.Message); // its state says so already
        }
        finally
        {
            _active.TryRemove(id, out _);
            active.Ended.SetResult();
            active.Stop.Dispose();
        }
    }

    private sealed record ActiveRun(RunSession Session, CancellationTokenSource Stop)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
