using System.ComponentModel;
using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;
using QuantGrpc.Tests.Support;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load.Start;

/// <summary><c>start</c>: from the start of a server's process to its first token, ours in turn with another.</summary>
internal sealed class StartBench(IAnsiConsole console) : AsyncCommand<StartBench.Settings>
{
    private static readonly StreamRequest OneToken = new() { Prompt = "Problem: Evaluate $14 - 5 \\cdot 2$.\nSolution:\n", Tokens = 1 };
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(5);

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--program <FILE>")]
        [Description("Our server. Default: the one that `make publish` leaves.")]
        public string Program { get; init; } = Repository.PathOf("artifacts", "publish", "linux-x64-cpu", "quantgrpc-server");

        [CommandOption("--model <FILE>")]
        [Description("The GGUF file that it serves.")]
        public string Model { get; init; } = Repository.PathOf("models", "minimath", "minimath-f16.gguf");

        [CommandOption("--peer-command <LINE>")]
        [Description("What starts the peer: a command line for bash, which stays the process.")]
        public string? PeerCommand { get; init; }

        [CommandOption("--peer <URL>")]
        [Description("Where it then answers.")]
        [DefaultValue("http://127.0.0.1:8080")]
        public string Peer { get; init; } = "";

        [CommandOption("--rounds <N>")]
        [Description("Pairs of starts, after one that warms up.")]
        [DefaultValue(7)]
        public int Rounds { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var pairs = await PairedRounds.MeasureAsync(
            settings.Rounds,
            _ => OursAsync(settings, cancellationToken),
            settings.PeerCommand is { } command ? _ => PeerAsync(command, settings.Peer, cancellationToken) : null);
        console.WriteLine($"start with {Path.GetFileName(settings.Model)}; {settings.Rounds} rounds after one that warms up");
        console.Write(PairTable.Of(pairs));
        return 0;
    }

    private static async Task<IReadOnlyList<Figure>> OursAsync(Settings settings, CancellationToken cancellation)
    {
        var start = BenchClock.Now;
        await using var program = ChildProgram.Start(settings.Program, ["serve", "--models", settings.Model, "--port", "0", "--pre-drain", "0"]);
        var line = await program.WaitForLineAsync(@"ready on (http://[^\s,]+)", Limit);
        var ready = BenchClock.Now;
        using var target = new GenerateTarget(line.Groups[1].Value, Path.GetFileNameWithoutExtension(settings.Model));
        return FiguresOf(ready - start, await target.StreamAsync(OneToken, start, cancellation));
    }

    private static async Task<IReadOnlyList<Figure>> PeerAsync(string command, string address, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var start = BenchClock.Now;
        await using var program = ChildProgram.Start("/bin/bash", ["-c", $"exec {command}"]);
        while (true)
        {
            try
            {
                using var target = await CompletionsTarget.ConnectAsync(address, [], limit.Token);
                var ready = BenchClock.Now;
                return FiguresOf(ready - start, await target.StreamAsync(OneToken, start, limit.Token));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(BetweenTries, limit.Token); // it does not say when it is ready: it has to be asked
            }
        }
    }

    private static IReadOnlyList<Figure> FiguresOf(double ready, StreamRecord record) =>
        [new("ready, s", ready), new("first token, s", record.TimeToFirst)];
}
