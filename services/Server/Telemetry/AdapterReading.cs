using System.Diagnostics.Metrics;

namespace QuantGrpc.Server.Telemetry;

/// <summary>Adapters at one moment, in the form that Kubernetes' endpoint pickers read.</summary>
/// <param name="Known">How many may be in memory at once: all that the server knows.</param>
/// <param name="Loaded">Ids of those in memory.</param>
/// <param name="Waiting">Ids of those that queued requests ask for.</param>
/// <param name="At">When.</param>
internal sealed record AdapterReading(int Known, IReadOnlyList<string> Loaded, IReadOnlyList<string> Waiting, DateTimeOffset At)
{
    // The names of the labels are the protocol's; the latest of several series is the one that is true.
    public Measurement<double> ToMeasurement() => new(
        At.ToUnixTimeMilliseconds() / 1_000.0,
        new("max_lora", Known), new("running_lora_adapters", string.Join(',', Loaded)), new("waiting_lora_adapters", string.Join(',', Waiting)));
}
