using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Telemetry;

public sealed class StepMeterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_step_allocates_nothing_whether_anybody_listens_or_not()
    {
        var meter = Meter();
        AllocatedBy(meter).ShouldBe(0);

        using var listener = new MeterListener();
        var heard = 0;
        listener.InstrumentPublished = (instrument, l) => l.EnableMeasurementEvents(instrument);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => heard++);
        listener.Start();

        AllocatedBy(meter).ShouldBe(0);
        heard.ShouldBeGreaterThan(3_000);
    }

    [Fact]
    public void Steps_and_sequences_that_give_their_place_up_are_counted()
    {
        var heard = new List<string>();
        var inbox = new Inbox(4);
        using var runner = new VariantRunner(new ScriptedEngine(slots: 1), inbox, TimeProvider.System) { Meter = Meter() };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => heard.Add($"{instrument.Name} {value} {tags[0].Value}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Add($"{instrument.Name} {value} {tags[0].Value}"));
        listener.Start();

        inbox.TryAdd(Sequence(prompt: 3, priority: -1));
        runner.Step();
        inbox.TryAdd(Sequence(prompt: 2, priority: 1));
        runner.Step();

        heard.ShouldBe(
        [
            "quantgrpc.step.tokens 3 v", "quantgrpc.step.rows 1 v", "quantgrpc.sequences.preempted 1 v", "quantgrpc.step.tokens 2 v", "quantgrpc.step.rows 1 v",
        ]);
        runner.Load.Paused.ShouldBe(1);
    }

    private static GenerationSequence Sequence(int prompt, int priority) => Queued.New(new GenerationRequest
    {
        Id = "r", Prompt = new TokenId[prompt], Sampling = new SamplingSettings { MaxTokens = 4 }, Priority = priority,
    }).Sequence;

    private static long AllocatedBy(StepMeter meter)
    {
        Step(); // whatever is made once
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Step();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Step() => meter.End(meter.Begin(), tokens: 3, rows: 2);
    }

    private StepMeter Meter() => new(new ServerMetrics(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System, "v");
}
