using System.Text.Json.Nodes;
using QuantGrpc.Bench.Load.Memory;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Scenarios;
using QuantGrpc.Bench.Load.Targets;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load;

/// <summary><c>load</c>: our server under load, in turn with another one where one is named.</summary>
internal sealed class LoadCommand(IAnsiConsole console) : AsyncCommand<LoadSettings>
{
    private const int Width = 160;

    public override async Task<int> ExecuteAsync(CommandContext context, LoadSettings settings, CancellationToken cancellationToken)
    {
        console.Profile.Width = Width;
        using var peer = await PeerAsync(settings, cancellationToken);
        console.WriteLine(
            $"{string.Join(", ", settings.Models.Select(Path.GetFileName))}; {settings.RoundCount} rounds after one that warms up; "
            + $"seed {settings.Seed}; {Environment.ProcessorCount} cores");
        foreach (var name in settings.Scenarios)
        {
            await RunAsync(name, settings, peer, [.. context.Remaining.Raw], cancellationToken);
        }

        return 0;
    }

    private async Task RunAsync(string name, LoadSettings settings, Side? peer, string[] serverArguments, CancellationToken cancellation)
    {
        var scenario = ScenarioNames.Of(name, settings);
        await using var ours = await ServedSide.StartAsync(settings, scenario.Shape, serverArguments);
        await scenario.PrepareAsync(ours.Side, peer, cancellation);
        var pairs = await PairedRounds.MeasureAsync(
            settings.RoundCount,
            round => scenario.MeasureAsync(ours.Side, round, cancellation),
            peer is null ? null : round => scenario.MeasureAsync(peer, round, cancellation));
        console.WriteLine();
        console.WriteLine($"{name}: {scenario.Description}");
        console.Write(PairTable.Of(pairs));
        if (settings.Memory)
        {
            await MemoryReport.WriteAsync(console, ours, peer);
        }
    }

    private static async Task<Side?> PeerAsync(LoadSettings settings, CancellationToken cancellation)
    {
        if (settings.Peers is [])
        {
            return null;
        }

        var extra = JsonNode.Parse(settings.PeerBody) as JsonObject ?? throw new InvalidOperationException($"--peer-body {settings.PeerBody} is no JSON object");
        var targets = await Task.WhenAll(settings.Peers.Select(url => CompletionsTarget.ConnectAsync(url, extra, cancellation)));
        return new Side(false, targets, settings.PeerPids);
    }
}
