using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using QuantGrpc.Bench.Soak.Calls;

namespace QuantGrpc.Bench.Soak;

/// <summary>Callers that draw one call after another, and judge how each ends.</summary>
internal sealed class Callers(IReadOnlyList<SoakCall> calls, CallTally tally)
{
    /// <summary>A call that takes longer hangs.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(60);

    private readonly int _weights = calls.Sum(call => call.Weight);

    /// <summary>Goes on until it is told to stop; nothing is under way when it returns.</summary>
    public async Task RunAsync(Random chance, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await CallAsync(Draw(chance), chance) is { } pushback)
            {
                await Task.Delay(pushback, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private SoakCall Draw(Random chance)
    {
        var left = chance.Next(_weights);
        return calls.First(call => (left -= call.Weight) < 0);
    }

    /// <returns>How long the caller has to wait before it tries again, where it was told so.</returns>
    private async Task<TimeSpan?> CallAsync(SoakCall call, Random chance)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await call.RunAsync(chance).WaitAsync(Hangs);
            Judge(call, new Status(StatusCode.OK, ""), start);
        }
        catch (RpcException e) when (call.IsQueued && Refusals.PushbackOf(e) is { } pushback)
        {
            tally.Add(call.Name, e.StatusCode, start);
            return pushback;
        }
        catch (RpcException e) when (call.GivesUp && OwnEnds.IsGivenUp(e))
        {
            tally.Add(call.Name, e.StatusCode, start);
        }
        catch (RpcException e)
        {
            Judge(call, e.Status, start);
        }
        catch (SoakFaultException e)
        {
            tally.Fault($"{call.Name}: {e.Message}");
        }
        catch (TimeoutException)
        {
            tally.Fault($"{call.Name}: not ended after {Hangs}");
        }

        return null;
    }

    private void Judge(SoakCall call, Status status, long start)
    {
        tally.Add(call.Name, status.StatusCode, start);
        if (!call.MayEnd.Contains(status.StatusCode))
        {
            tally.Fault($"{call.Name}: ended with {status.StatusCode} \"{status.Detail}\"");
        }
    }
}

/// <summary>Refusals of full queues.</summary>
internal static class Refusals
{
    /// <summary>When the caller may try again; null where the status is another, or does not say.</summary>
    public static TimeSpan? PushbackOf(RpcException refused) =>
        refused.StatusCode == StatusCode.ResourceExhausted && refused.Trailers.GetValue("grpc-retry-pushback-ms") is { } milliseconds
            ? TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture))
            : null;
}
