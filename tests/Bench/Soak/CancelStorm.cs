using System.Diagnostics;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>
/// Streams that are cancelled at random points, as many at once as one variant has places and queue for, beside streams that are not
/// cancelled and have to give their own text.
/// </summary>
internal sealed class CancelStorm(SoakClients clients, Witnesses witnesses, CallTally tally)
{
    private const string Cancelled = "storm: cancelled";
    private const string Kept = "storm: read to its end";

    // Those that are not cancelled are one of forty.
    private const int KeptOneOf = 40;
    private const int AtOnce = 32;

    private int _left;
    private int _refused;

    /// <summary>Goes on until so many have been cancelled, then until the server holds nothing.</summary>
    public async Task<CancelStormOutcome> RunAsync(int streams, int seed, CancellationToken stop)
    {
        _left = streams;
        var start = Stopwatch.GetTimestamp();
        var chances = new Random(seed);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CallAsync(new Random(chances.Next()), stop)).ToList());
        var elapsed = Stopwatch.GetElapsedTime(start);
        var held = await new QuietWatch(clients.First, Environment.ProcessId).NothingHeldAsync();
        if (!held.IsNone)
        {
            tally.Fault($"after the storm the server holds {held}");
        }

        var figures = tally.Kinds.ToDictionary(k => k.Key, k => k.Value);
        return new CancelStormOutcome(Count(Cancelled), Count(Kept), _refused, elapsed, held);

        int Count(string kind) => figures.GetValueOrDefault(kind)?.Count ?? 0;
    }

    private async Task CallAsync(Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Volatile.Read(ref _left) > 0)
        {
            try
            {
                await (chance.Next(KeptOneOf) == 0 ? KeepAsync(chance) : CancelAsync(chance));
            }
            catch (RpcException e) when (Refusals.PushbackOf(e) is { } pushback)
            {
                Interlocked.Increment(ref _refused); // places of cancelled streams are given back when the decode call that runs has ended
                await Task.Delay(pushback / 10, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is RpcException or SoakFaultException)
            {
                tally.Fault($"storm: {e.Message}");
            }
        }
    }

    private async Task KeepAsync(Random chance)
    {
        var witness = witnesses.Any(chance);
        var start = Stopwatch.GetTimestamp();
        using var call = clients.Any(chance).Generate(witness.Request);
        witness.Check((await call.EventsAsync()).Text());
        tally.Add(Kept, StatusCode.OK, start);
    }

    private async Task CancelAsync(Random chance)
    {
        var start = Stopwatch.GetTimestamp();
        var request = new GenerateRequest
        {
            Variant = SoakServer.Resident[chance.Next(SoakServer.Resident.Count)],
            Tokens = Streams.RandomTokens(chance, chance.Next(10) == 0 ? 900 : chance.Next(1, 60)),
            Sampling = new Sampling { MinTokens = 120, MaxTokens = 120 },
        };
        using var cancel = new CancellationTokenSource();
        using var call = clients.Any(chance).Generate(request, cancellationToken: cancel.Token);
        var byTime = chance.Next(2) == 0;
        var ended = ReadAsync(call, byTime ? int.MaxValue : chance.Next(0, 10));
        if (byTime)
        {
            cancel.CancelAfter(TimeSpan.FromMilliseconds(chance.Next(0, 80)));
        }

        var status = await ended;
        tally.Add(Cancelled, status, start);
        Interlocked.Decrement(ref _left);
    }

    // Dropping the call is cancelling it too.
    private static async Task<StatusCode> ReadAsync(AsyncServerStreamingCall<GenerateResponse> call, int most)
    {
        try
        {
            for (var read = 0; read < most && await call.ResponseStream.MoveNext(CancellationToken.None); read++)
            {
            }

            return StatusCode.OK;
        }
        catch (RpcException e) when (OwnEnds.IsGivenUp(e))
        {
            return StatusCode.Cancelled;
        }
    }
}

/// <summary>A storm that is over.</summary>
/// <param name="Cancelled">Streams that were cancelled or dropped.</param>
/// <param name="Kept">Streams that were read to their end, each with its own text.</param>
/// <param name="Refused">Refusals of a full queue, tried again.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Held">What the server held afterwards.</param>
internal sealed record CancelStormOutcome(int Cancelled, int Kept, int Refused, TimeSpan Elapsed, HeldPlaces Held)
{
    public override string ToString() =>
        $"{Cancelled} streams cancelled, {Kept} kept beside them, {Refused} refusals tried again, in {Elapsed.TotalSeconds:0.0} s; "
        + $"held afterwards: {Held.Running} running, {Held.Queued} waiting, {Held.UsedCells} cells used, {Held.ReservedCells} reserved";
}
