using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using QuantGrpc.Bench.Soak;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>A queue that stays at its limit for some seconds, by callers that try again as they are told.</summary>
[Collection(ReliabilityServer.Name)]
public sealed class FullQueueTests(ReliabilityServer server)
{
    // Eight run, 32 wait, and as many again are always refused.
    private const int Callers = 80;

    // On an idle machine of two cores all of it takes milliseconds; here the flood and other tests have the cores too.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(5);

    private TimeSpan _longestRefusal;
    private int _refusals;
    private int _served;

    [Fact]
    public async Task Others_are_answered_refusals_come_at_once_and_who_tries_again_gets_in()
    {
        using var over = new CancellationTokenSource();
        var flood = Enumerable.Range(0, Callers).Select(i => FloodAsync(new Random(i), over.Token)).ToList();
        await server.UntilAsync(SoakServer.Q4, load => load.Queued == load.MaxQueue);
        var start = Stopwatch.GetTimestamp();
        var longest = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(start) < Flood)
        {
            longest = await LongestOfOthersAsync(longest);
        }

        var patient = await PatientAsync();
        await over.CancelAsync();
        await Task.WhenAll(flood);

        longest.ShouldBeLessThan(Bound);
        _longestRefusal.ShouldBeLessThan(Bound);
        _refusals.ShouldBeGreaterThan(Callers);
        _served.ShouldBeGreaterThan(Callers / 2);
        patient.ShouldBe(3u);
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
    }

    private static GenerateRequest Request(string variant, uint tokens) => new()
    {
        Variant = variant, Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = tokens, MaxTokens = tokens },
    };

    private static async Task<TimeSpan> TimeAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(start);
    }

    private async Task<TimeSpan> LongestOfOthersAsync(TimeSpan longest)
    {
        var client = server.Clients.First;
        TimeSpan[] times =
        [
            longest,
            await TimeAsync(async () => await client.TokenizeAsync(new TokenizeRequest { Variant = SoakServer.Q4, Text = "1 + 1" })),
            await TimeAsync(async () => await client.GetLoadAsync(new GetLoadRequest())),
            await TimeAsync(async () => await server.Clients.Health.CheckAsync(new HealthCheckRequest())),
            await TimeAsync(async () =>
            {
                using var call = client.Generate(Request(SoakServer.F16, 3));
                await call.EventsAsync();
            }),
        ];
        return times.Max();
    }

    // One more caller: it is refused until it gets in.
    private async Task<uint> PatientAsync()
    {
        while (true)
        {
            try
            {
                using var call = server.Clients.First.Generate(Request(SoakServer.Q4, 3));
                return (await call.EventsAsync())[^1].Finished.Usage.GeneratedTokens;
            }
            catch (RpcException e) when (Refusals.PushbackOf(e) is { } pushback)
            {
                await Task.Delay(pushback);
            }
        }
    }

    private async Task FloodAsync(Random chance, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                using var call = server.Clients.Any(chance).Generate(Request(SoakServer.Q4, 30));
                await call.EventsAsync(CancellationToken.None);
                Interlocked.Increment(ref _served);
            }
            catch (RpcException e) when (Refusals.PushbackOf(e) is { } pushback)
            {
                Refused(Stopwatch.GetElapsedTime(start));
                await Task.Delay(pushback, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Refused(TimeSpan after)
    {
        lock (server)
        {
            _refusals++;
            _longestRefusal = after > _longestRefusal ? after : _longestRefusal;
        }
    }
}
