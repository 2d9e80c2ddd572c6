using QuantGrpc.Bench.Load;
using QuantGrpc.Bench.Load.Model;
using QuantGrpc.Bench.Load.Natives;
using QuantGrpc.Bench.Load.Start;
using QuantGrpc.Bench.Micro;
using QuantGrpc.Bench.Soak;
using QuantGrpc.Hosting.Draining;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench;

/// <summary>Entry of <c>quantgrpc-bench</c>.</summary>
internal static class BenchProgram
{
    internal static async Task<int> Main(string[] args)
    {
        using var signals = new StopSignals();
        var app = new CommandApp();
        app.Configure(commands =>
        {
            commands.SetApplicationName("quantgrpc-bench");
            commands.AddCommand<Reference.ReferenceCommand>("reference").WithDescription("MiniMATH beside the figures of llama.cpp's own server.");
            commands.AddCommand<CompareScoreBench>("compare-score").WithDescription("Divergence of variants from a reference over given texts.");
            commands.AddCommand<Grading.GradeCommand>("grade").WithDescription("Pairs of answers graded a second on one core.");
            commands.AddCommand<SoakCommand>("soak").WithDescription("Random load against a server of its own, and what is left of it afterwards.");
            commands.AddCommand<Store.StoreBench>("store").WithDescription("Lists, filters, summaries and the report over a store of 200,000 generated results.");
            commands.AddCommand<LoadCommand>("load").WithDescription("Our server under load, in turn with an OpenAI-compatible one where one is named.");
            commands.AddCommand<GenerateBench>("generate").WithDescription("Tokens a second through Generate in turn with the bare natives.");
            commands.AddCommand<StartBench>("start").WithDescription("From the start of a server's process to its first token.");
            commands.AddCommand<RandomModelCommand>("model").WithDescription("Writes a model of random weights with a large vocabulary.");
            commands.AddCommand<RowsBench>("rows").WithDescription("Sampling and inspection of a step's rows on one core, without a model.");
        });
        return await app.RunAsync(args, signals.Token);
    }
}
