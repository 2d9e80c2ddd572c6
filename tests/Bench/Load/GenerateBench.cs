using System.ComponentModel;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Tests.Support;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load;

/// <summary>
/// <c>generate</c>: tokens a second through Generate beside the bare natives, in turn, in one run. The machine's speed drifts:
/// the ratio of neighbours is what counts.
/// </summary>
internal sealed class GenerateBench(IAnsiConsole console) : AsyncCommand<GenerateBench.Settings>
{
    private const string Prompt = "A shop sells pencils at 3 for $2. How much do 12 pencils cost? Solve it step by step.";

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
        [Description("Pairs of measurements; the median is printed.")]
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
            weights.CreateContext(new ContextSettings { Cells = 8192, Sequences = 8, Threads = Environment.ProcessorCount })));
        await using var server = await RunningServer.StartAsync("--models", settings.Model, "--sequences", "8", "--context", "1024");
        using var load = new GenerateLoad(server.Address, Path.GetFileNameWithoutExtension(settings.Model));
        var prompt = weights.Vocabulary.Tokenize(Prompt, parseControl: false);
        var ids = prompt.Select(t => (uint)t.Value).ToArray();

        var table = new Table().AddColumns("streams", "bare natives, tokens/s", "Generate, tokens/s", "ratio", "lowest", "highest");
        foreach (var streams in (int[])[1, 8])
        {
            var shape = new LoadShape(streams, settings.Tokens);
            var pairs = await MeasureAsync(
                () => owner.InvokeAsync(() => native.Measure(prompt, shape)),
                () => load.MeasureAsync(ids, shape, cancellationToken),
                settings.Rounds);
            var ratios = pairs.Select(p => p.Ratio).Order().ToList();
            table.AddRow(
                $"{streams}", $"{Median(pairs.Select(p => p.Native)):N0}", $"{Median(pairs.Select(p => p.Generate)):N0}",
                $"{Median(ratios):0.000}", $"{ratios[0]:0.000}", $"{ratios[^1]:0.000}");
        }

        console.MarkupLineInterpolated(
            $"{Path.GetFileName(settings.Model)}, {settings.Tokens} tokens a stream, {settings.Rounds} pairs, {Environment.ProcessorCount} cores");
        console.Write(table);
        await owner.InvokeAsync(() =>
        {
            native.Dispose();
            return true;
        });
        return 0;
    }

    private static async Task<List<Pair>> MeasureAsync(Func<Task<double>> native, Func<Task<double>> generate, int rounds)
    {
        var pairs = new List<Pair>();
        for (var round = -1; round < rounds; round++)
        {
            var pair = new Pair(await native(), await generate());
            if (round >= 0) // the first pair warms both up
            {
                pairs.Add(pair);
            }
        }

        return pairs;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Pair(double Native, double Generate)
    {
        public double Ratio => Generate / Native;
    }
}
