using System.ComponentModel;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Scenarios;
using QuantGrpc.Bench.Load.Targets;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load.Natives;

/// <summary><c>generate</c>: tokens a second through Generate in turn with the bare natives: what the server adds to them.</summary>
internal sealed class GenerateBench(IAnsiConsole console) : AsyncCommand<GenerateBench.Settings>
{
    private const int MostStreams = 8;
    private const int Context = 1024;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--model <FILE>")]
        [Description("The GGUF file.")]
        public string Model { get; init; } = Repository.PathOf("models", "minimath", "minimath-f16.gguf");

        [CommandOption("--tokens <N>")]
        [Description("Tokens of each stream.")]
        [DefaultValue(256)]
        public int Tokens { get; init; }

        [CommandOption("--rounds <N>")]
        [Description("Pairs of measurements, after one that warms up.")]
        [DefaultValue(7)]
        public int Rounds { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        LlamaBackend.Load(NullLogger.Instance);
        using var weights = ModelWeights.Load(new WeightsSource { Path = settings.Model }, new Progress<float>(), cancellationToken);
        // One thread for all of it, as in the server: OpenMP keeps a team of threads for every thread that calls it.
        await using var owner = new DecodeLoop(NullLogger<DecodeLoop>.Instance);
        var native = await owner.InvokeAsync(() => new NativeDecode(
            weights.CreateContext(new ContextSettings { Cells = MostStreams * Context, Sequences = MostStreams, Threads = Environment.ProcessorCount })));
        var load = new LoadSettings { Models = [settings.Model] };
        await using var ours = await ServedSide.StartAsync(load, new ServerShape(MostStreams, Context), []);
        var text = new ExamplePrompts(load.Seed).Question(0);
        var prompt = weights.Vocabulary.Tokenize(text, parseControl: false);
        foreach (var streams in (int[])[1, MostStreams])
        {
            var shape = new LoadShape(streams, settings.Tokens);
            var requests = Enumerable.Repeat(new StreamRequest { Prompt = text, Tokens = settings.Tokens }, streams).ToList();
            var pairs = await PairedRounds.MeasureAsync(
                settings.Rounds,
                async _ => Speed((await ClosedLoop.RunAsync(ours.Side, requests, streams, cancellationToken)).TokensPerSecond),
                async _ => Speed(await owner.InvokeAsync(() => native.Measure(prompt, shape))));
            console.MarkupLineInterpolated($"{Path.GetFileName(settings.Model)}, {streams} at once, {settings.Tokens} tokens each; the peer is the bare natives");
            console.Write(PairTable.Of(pairs));
        }

        await owner.InvokeAsync(() =>
        {
            native.Dispose();
            return true;
        });
        return 0;
    }

    private static IReadOnlyList<Figure> Speed(double tokensPerSecond) => [new("tokens/s", tokensPerSecond)];
}
