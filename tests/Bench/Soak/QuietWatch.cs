using System.Diagnostics;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>Looks at a server that nobody calls.</summary>
internal sealed class QuietWatch(InferenceService.InferenceServiceClient client, int process)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>How long it waits: places are free before the next decode call, connections are closed within a few round trips.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the process has open now.</summary>
    public string KindsOfHandles() => ProcessState.KindsOfHandles(process);

    /// <summary>What variants hold now.</summary>
    public async Task<HeldPlaces> HeldAsync()
    {
        var load = await client.GetLoadAsync(new GetLoadRequest());
        return new HeldPlaces(
            load.Variants.Sum(v => v.Queued), load.Variants.Sum(v => v.Running), load.Variants.Sum(v => (long)v.KvCellsUsed),
            load.Variants.Sum(v => (long)v.KvCellsReserved));
    }

    /// <summary>Asks until nothing is held, or for as long as patience lasts.</summary>
    public async Task<HeldPlaces> NothingHeldAsync()
    {
        var start = Stopwatch.GetTimestamp();
        HeldPlaces held;
        while (!(held = await HeldAsync()).IsNone && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Interval);
        }

        return held;
    }

    /// <summary>The server once nothing is held and handles are back, or patience is over.</summary>
    /// <param name="handles">Most handles that are called back; null for any number.</param>
    public async Task<SoakSample> SampleAsync(int? handles)
    {
        var held = await NothingHeldAsync();
        var start = Stopwatch.GetTimestamp();
        var state = ProcessState.Of(process);
        while (state.Handles > handles && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Interval);
            state = ProcessState.Of(process);
        }

        return new SoakSample(Stopwatch.GetElapsedTime(_start), held, state);
    }
}
