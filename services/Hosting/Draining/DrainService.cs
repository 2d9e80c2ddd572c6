using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Hosting.Draining;

/// <summary>
/// Runs the drain: `StoppingAsync` comes before any other service stops, so the server still serves while this waits.
/// </summary>
internal sealed class DrainService(DrainState state, DrainOptions options, TimeProvider time, ILogger<DrainService> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private ITimer? _endStreams;
    private Task _ended = Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Draining(logger, options.PreDrain, options.StreamTime);
        _endStreams = time.CreateTimer(EndStreams, null, options.StreamTime, Timeout.InfiniteTimeSpan);
        var served = Task.Delay(options.PreDrain, time, cancellationToken);
        await state.BeginAsync();

        // Cancelled means that the shutdown time has run out: the rest of the shutdown is due at once.
        await served.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync() => _endStreams?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _ended;

    private void EndStreams(object? _)
    {
        Log.EndingStreams(logger);
        _ended = state.EndAsync();
    }
}
