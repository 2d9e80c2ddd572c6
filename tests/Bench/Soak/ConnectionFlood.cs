using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>Connections at once, one call on each: every call has to be served, or refused with the time after which to try again.</summary>
internal sealed class ConnectionFlood(SoakClients clients, int process, CallTally tally)
{
    private const string Kind = "one call a connection";

    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(1);

    /// <summary>Opens all, calls on all, closes all.</summary>
    public async Task<ConnectionFloodOutcome> RunAsync(int connections)
    {
        var watch = new QuietWatch(clients.First, process);
        var before = await watch.SampleAsync(handles: null);
        var start = Stopwatch.GetTimestamp();
        var channels = Enumerable.Range(0, connections).Select(_ => clients.Open()).ToList();
        var ends = await Task.WhenAll(channels.Select(CallAsync));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var open = ProcessState.Of(process).Handles;
        channels.ForEach(channel => channel.Dispose());
        var after = await watch.SampleAsync(before.Process.Handles + SoakVerdict.MoreHandles);
        if (after.Process.Handles > before.Process.Handles + SoakVerdict.MoreHandles)
        {
            tally.Fault($"{Kind}: {before.Process.Handles} handles before, {after.Process.Handles} after");
        }

        return new ConnectionFloodOutcome(
            ends.Count(e => e == StatusCode.OK), ends.Count(e => e == StatusCode.ResourceExhausted), elapsed, new HandleCounts(before.Process.Handles, open, after.Process.Handles));
    }

    private async Task<StatusCode> CallAsync(GrpcChannel channel)
    {
        var request = new GenerateRequest { Variant = SoakServer.Q4, Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = 8, MaxTokens = 8 } };
        var start = Stopwatch.GetTimestamp();
        StatusCode status;
        try
        {
            using var call = new InferenceService.InferenceServiceClient(channel).Generate(request, deadline: DateTime.UtcNow + Hangs);
            await call.EventsAsync();
            status = StatusCode.OK;
        }
        catch (RpcException e)
        {
            status = e.StatusCode;
            if (Refusals.PushbackOf(e) is null)
            {
                tally.Fault($"{Kind}: ended with {e.Status}");
            }
        }

        tally.Add(Kind, status, start);
        return status;
    }
}

/// <summary>What became of the calls.</summary>
/// <param name="Served">Read to their ends.</param>
/// <param name="Refused">Refused by a full queue.</param>
/// <param name="Elapsed">From the first connection to the last end.</param>
/// <param name="Handles">The server's.</param>
internal sealed record ConnectionFloodOutcome(int Served, int Refused, TimeSpan Elapsed, HandleCounts Handles)
{
    public override string ToString() =>
        $"{Served} calls served, {Refused} refused with a time to try again, in {Elapsed.TotalSeconds:0.0} s; "
        + $"the server's handles: {Handles.Before} before, {Handles.Open} with all open, {Handles.After} afterwards";
}

/// <summary>Open file descriptors.</summary>
internal readonly record struct HandleCounts(int Before, int Open, int After);
