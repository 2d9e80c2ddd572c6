using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using QuantGrpc.Hosting.Draining;

namespace QuantGrpc.Tests.Hosting.Draining;

public sealed class DrainTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Draining_is_set_at_once_and_other_services_stop_after_the_pre_drain_time()
    {
        var other = new StopSignal();
        using var host = await StartAsync(new DrainOptions { PreDrain = TimeSpan.FromSeconds(5) }, other);
        var state = host.Services.GetRequiredService<DrainState>();

        var stopping = host.StopAsync();
        await Reached(state.Draining);
        _time.Advance(TimeSpan.FromSeconds(4));
        other.Stopped.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));
        await stopping;
        other.Stopped.IsCompleted.ShouldBeTrue();
        state.EndStreams.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Streams_are_ended_before_the_shutdown_time_runs_out()
    {
        var other = new StopSignal { Hangs = true };
        var options = new DrainOptions { PreDrain = TimeSpan.Zero, StreamEndMargin = TimeSpan.FromSeconds(10) };
        using var host = await StartAsync(options, other);
        var state = host.Services.GetRequiredService<DrainState>();

        var stopping = host.StopAsync();
        await other.Stopped;
        _time.Advance(TimeSpan.FromSeconds(19));
        state.EndStreams.IsCancellationRequested.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));
        await Reached(state.EndStreams);
        other.Release();
        await stopping;
    }

    [Fact]
    public async Task An_asked_for_stop_drains_too()
    {
        using var host = await StartAsync(new DrainOptions { PreDrain = TimeSpan.Zero }, new StopSignal());
        var state = host.Services.GetRequiredService<DrainState>();
        var run = host.WaitForShutdownAsync();

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await run;

        state.Draining.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_pre_drain_time_that_leaves_no_time_for_streams_is_refused()
    {
        var options = new DrainOptions { PreDrain = TimeSpan.FromSeconds(29) };

        options.Validate(new(options)).ShouldHaveSingleItem().ErrorMessage.ShouldBe(
            "their sum, 00:00:34, must not exceed ShutdownTimeout, 00:00:30");
    }

    private static async Task Reached(CancellationToken token)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(reached.SetResult);
        await reached.Task;
    }

    private async Task<IHost> StartAsync(DrainOptions options, StopSignal other)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_time).AddDraining(options).AddSingleton<IHostedService>(other);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class StopSignal : IHostedService
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Hangs { get; init; }

        public Task Stopped => _stopped.Task;

        public void Release() => _released.SetResult();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _stopped.SetResult();
            return Hangs ? _released.Task : Task.CompletedTask;
        }
    }
}
