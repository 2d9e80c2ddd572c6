using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>
/// One variant's queue at its limit, by callers that try again as they are told. Others have to be answered meanwhile, refusals have to come at
/// once, and one who tries again has to get in.
/// </summary>
internal sealed class QueueFlood(SoakClients clients, CallTally tally)
{
    private const string Kind = "a full queue";

    // Eight run, 32 wait, and as many again are always refused.
    private const int Callers = 80;
    private const uint Tokens = 30;

    // On an idle machine of two cores an answer takes milliseconds; beside other work the cores are shared.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private int _refused;
    private int _served;
    private TimeSpan _longestRefusal;
    private TimeSpan _longestOfOthers;
    private int _others;

    /// <summary>Keeps the queue full for a time; what was let in has ended afterwards.</summary>
    public async Task<QueueFloodOutcome> RunAsync(TimeSpan time, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var flood = Enumerable.Range(0, Callers).Select(i => FloodAsync(new Random(i), over.Token)).ToList();
        await FullAsync(flood, over.Token);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time && !stop.IsCancellationRequested)
        {
            await CallOthersAsync();
        }

        var patient = Stopwatch.GetTimestamp();
        await GetInAsync(over.Token);
        var gotIn = Stopwatch.GetElapsedTime(patient);
        await over.CancelAsync();
        await Task.WhenAll(flood);
        return Judged(new QueueFloodOutcome(_served, new RefusalFigures(_refused, _longestRefusal), new OtherCalls(_others, _longestOfOthers), gotIn));
    }

    private static GenerateRequest Request(string variant, uint tokens) => new()
    {
        Variant = variant, Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = tokens, MaxTokens = tokens },
    };

    private QueueFloodOutcome Judged(QueueFloodOutcome outcome)
    {
        if (outcome.Refusals.Longest > Bound || outcome.Others.Longest > Bound)
        {
            tally.Fault($"{Kind}: {outcome}; allowed is {Bound.TotalSeconds} s for others and for a refusal");
        }

        return outcome;
    }

    // A caller that ends before it is told to has failed: then the queue may never be full.
    private async Task FullAsync(List<Task> flood, CancellationToken over)
    {
        while (!await IsFullAsync(over))
        {
            if (flood.Find(caller => caller.IsFaulted) is { } failed)
            {
                await failed;
            }
        }
    }

    private async Task<bool> IsFullAsync(CancellationToken over)
    {
        var load = (await clients.First.GetLoadAsync(new GetLoadRequest { Variant = SoakServer.Q4 }, cancellationToken: over)).Variants.Single();
        return load.Queued >= load.MaxQueue;
    }

    // Calls that wait for no decode, and another variant's.
    private async Task CallOthersAsync()
    {
        var client = clients.First;
        await TimedAsync(async () => await client.TokenizeAsync(new TokenizeRequest { Variant = SoakServer.Q4, Text = "1 + 1" }));
        await TimedAsync(async () => await client.GetLoadAsync(new GetLoadRequest()));
        await TimedAsync(async () => await clients.Health.CheckAsync(new HealthCheckRequest()));
        await TimedAsync(async () =>
        {
            using var call = client.Generate(Request(SoakServer.F16, 3));
            await call.EventsAsync();
        });
    }

    private async Task TimedAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        _others++;
        _longestOfOthers = TimeSpan.FromTicks(Math.Max(_longestOfOthers.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        tally.Add($"{Kind}: others", StatusCode.OK, start);
    }

    // One more caller: it is refused until it gets in.
    private async Task GetInAsync(CancellationToken over)
    {
        while (!await IsServedAsync(new Random(Callers), over))
        {
        }
    }

    private async Task FloodAsync(Random chance, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            _ = await IsServedAsync(chance, over);
        }
    }

    private async Task<bool> IsServedAsync(Random chance, CancellationToken over)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var call = clients.Any(chance).Generate(Request(SoakServer.Q4, Tokens));
            await call.EventsAsync();
            tally.Add(Kind, StatusCode.OK, start);
            Interlocked.Increment(ref _served);
            return true;
        }
        catch (RpcException e) when (Refusals.PushbackOf(e) is { } pushback)
        {
            Refused(Stopwatch.GetElapsedTime(start));
            tally.Add(Kind, e.StatusCode, start);
            await Task.Delay(pushback, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    private void Refused(TimeSpan after)
    {
        lock (_gate)
        {
            _refused++;
            _longestRefusal = after > _longestRefusal ? after : _longestRefusal;
        }
    }
}

/// <summary>A queue that was full for a time.</summary>
/// <param name="Served">Calls of its variant that were served meanwhile.</param>
/// <param name="Refusals">Those of its variant that were refused.</param>
/// <param name="Others">Calls that had nothing to do with the queue.</param>
/// <param name="GotIn">How long one more caller took to get in and be served.</param>
internal sealed record QueueFloodOutcome(int Served, RefusalFigures Refusals, OtherCalls Others, TimeSpan GotIn)
{
    public override string ToString() =>
        $"{Served} served, {Refusals.Count} refused (the slowest after {Refusals.Longest.TotalMilliseconds:0} ms), {Others.Count} other calls "
        + $"(the slowest {Others.Longest.TotalMilliseconds:0} ms), one more got in and was served within {GotIn.TotalSeconds:0.0} s";
}

/// <summary>Refusals of a full queue.</summary>
internal readonly record struct RefusalFigures(int Count, TimeSpan Longest);

/// <summary>Calls beside a full queue.</summary>
internal readonly record struct OtherCalls(int Count, TimeSpan Longest);
