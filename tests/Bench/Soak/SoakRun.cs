using System.Diagnostics;
using Grpc.Core;
using QuantGrpc.Bench.Soak.Calls;

namespace QuantGrpc.Bench.Soak;

/// <summary>
/// Random load in rounds. Between two rounds nobody calls: then all places have to be free, the process is looked at, and the probe is taken.
/// </summary>
/// <param name="plan">How long and how hard.</param>
/// <param name="tell">Takes lines of progress.</param>
internal sealed class SoakRun(SoakPlan plan, Action<string> tell)
{
    private static readonly string[] All = [.. SoakServer.Resident, SoakServer.Guest];

    private readonly CallTally _tally = new();
    private readonly List<SoakSample> _samples = [];

    /// <summary>Runs to the end, or until it is told to stop.</summary>
    /// <param name="server">A server that nobody else calls; it has ended afterwards, unless the soak was stopped.</param>
    /// <param name="stop">Ends it after the calls that are under way.</param>
    /// <exception cref="SoakFaultException">The server ended by itself.</exception>
    public async Task<SoakOutcome> RunAsync(SoakServer server, CancellationToken stop)
    {
        await using var closed = stop.Register(_tally.Close);
        using var clients = new SoakClients(server.Address);
        var probe = new Probe(clients.First);
        var guest = new ComingAndGoing(clients.First);
        try
        {
            await JudgedAsync(server, clients, new Parts(probe, guest), stop);
        }
        catch (RpcException) when (stop.IsCancellationRequested)
        {
            // A terminal's interrupt has ended the server too.
        }
        catch (RpcException)
        {
            var code = await server.Program.WaitForExitAsync(TimeSpan.FromSeconds(10));
            throw new SoakFaultException($"the server ended with {code} under load; its last lines:\n{LastLines(server.Program.Output)}");
        }

        return new SoakOutcome
        {
            Samples = _samples,
            Calls = _tally,
            Probes = probe.Compared,
            Unloads = guest.Rounds,
            WasStopped = stop.IsCancellationRequested,
            ExitCode = stop.IsCancellationRequested ? null : await server.StopAsync(),
            LoggedErrors = ErrorsOf(server.Program.Output),
        };
    }

    private async Task JudgedAsync(SoakServer server, SoakClients clients, Parts parts, CancellationToken stop)
    {
        var witnesses = await Witnesses.FindAsync(clients.First, SoakServer.Resident, plan.Problems);
        tell($"{witnesses.Count} witnesses, seed {plan.Seed}");
        await parts.Probe.TakeAsync(All);
        var load = new LoadRounds(plan, CallsOf(clients, witnesses), parts.Guest, _tally);
        await load.RunAsync(plan.WarmUp, stop);
        await BurstsAsync(clients, witnesses, server, stop);
        await RoundsAsync(load, new QuietWatch(clients.First, server.Program.Id), parts.Probe, stop);
    }

    private static string LastLines(string log) => string.Join('\n', log.Split('\n').TakeLast(40));

    private static List<string> ErrorsOf(string log)
    {
        const int shown = 8;
        var lines = log.Split('\n');
        return
        [
            .. from i in Enumerable.Range(0, lines.Length)
               where lines[i].StartsWith("fail:", StringComparison.Ordinal) || lines[i].StartsWith("crit:", StringComparison.Ordinal)
               select string.Join('\n', lines.Skip(i).Take(shown)),
        ];
    }

    private static List<SoakCall> CallsOf(SoakClients clients, Witnesses witnesses) =>
    [
        .. new GenerateCalls(clients, witnesses).All, .. new ScoringCalls(clients).All, .. new SmallCalls(clients, witnesses).All, .. new RefusedCalls(clients).All,
    ];

    private async Task BurstsAsync(SoakClients clients, Witnesses witnesses, SoakServer server, CancellationToken stop)
    {
        if (plan.Storm > 0 && !stop.IsCancellationRequested)
        {
            var storm = await new CancelStorm(clients, witnesses, _tally).RunAsync(plan.Storm, plan.Seed, stop);
            tell($"storm: {storm}");
        }

        if (plan.Connections > 0 && !stop.IsCancellationRequested)
        {
            var flood = await new ConnectionFlood(clients, server.Program.Id, _tally).RunAsync(plan.Connections);
            tell($"connections: {flood}");
        }

        if (plan.FullQueue > TimeSpan.Zero && !stop.IsCancellationRequested)
        {
            var flood = await new QueueFlood(clients, _tally).RunAsync(plan.FullQueue, stop);
            tell($"a queue at its limit for {plan.FullQueue.TotalSeconds:0} s: {flood}");
        }
    }

    private async Task RoundsAsync(LoadRounds load, QuietWatch watch, Probe probe, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        await SampleAsync(watch, probe);
        while (!stop.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < plan.Duration)
        {
            await load.RunAsync(plan.Round, stop);
            await SampleAsync(watch, probe);
        }
    }

    private async Task SampleAsync(QuietWatch watch, Probe probe)
    {
        int? allowed = _samples.Count > 0 ? _samples[0].Process.Handles + SoakVerdict.MoreHandles : null;
        var sample = await watch.SampleAsync(allowed);
        _samples.Add(sample);
        var process = sample.Process;
        if (!(process.Handles <= allowed))
        {
            tell($"handles: {watch.KindsOfHandles()}"); // of the first sample, and of each that has more than it may
        }

        tell($"{sample.At:mm\\:ss} {_tally.Count} calls, {_tally.FaultCount} faults; held: {sample.Held.Running} running, {sample.Held.UsedCells} cells; "
            + $"{process.Handles} handles, {process.Threads} threads, {process.Anonymous >> 20} MiB anonymous, {process.Resident >> 20} MiB resident");
        try
        {
            await probe.TakeAsync(All);
        }
        catch (SoakFaultException e)
        {
            _tally.Fault(e.Message);
        }
    }

    private sealed record Parts(Probe Probe, ComingAndGoing Guest);
}
