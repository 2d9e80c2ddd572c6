using System.ComponentModel;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Micro;

/// <summary><c>rows</c>: what sampling and inspection of a step's rows cost on one core, without a model.</summary>
internal sealed class RowsBench(IAnsiConsole console) : Command<RowsBench.Settings>
{
    private static readonly SamplingSettings Greedy = new() { MaxTokens = 1 };
    private static readonly SamplingSettings Nucleus = new() { MaxTokens = 1, Temperature = 0.7f, TopP = 0.95f, Seed = 1 };
    private static readonly SamplingSettings TopK = new() { MaxTokens = 1, Temperature = 0.7f, TopK = 40, MinP = 0.05f, Seed = 1 };
    private static readonly SamplingSettings Typical = new() { MaxTokens = 1, Temperature = 0.7f, TypicalP = 0.95f, Seed = 1 };
    private static readonly SamplingSettings Plain = new() { MaxTokens = 1, Temperature = 0.7f, Seed = 1 };

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--rows <N>")]
        [Description("Rows of a step.")]
        [DefaultValue(64)]
        public int Rows { get; init; }

        [CommandOption("--vocabulary <N>")]
        [Description("Logits of a row.")]
        [DefaultValue(128_256)]
        public int Vocabulary { get; init; }

        [CommandOption("--repetitions <N>")]
        [Description("Timed repetitions of each line.")]
        [DefaultValue(20)]
        public int Repetitions { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var rows = SyntheticRows.Create(settings.Rows, settings.Vocabulary);
        var work = new RowWork(rows);
        var table = new Table().AddColumns("work", "ms, median", "5th to 95th percentile", "bytes a row");
        Add("greedy", () => work.Sample(Greedy));
        Add("temperature 0.7", () => work.Sample(Plain));
        Add("temperature 0.7, top_p 0.95", () => work.Sample(Nucleus));
        Add("temperature 0.7, top_k 40, min_p 0.05", () => work.Sample(TopK));
        Add("temperature 0.7, top_p 0.95, inspected", () => work.SampleAndInspect(Nucleus));
        Add("temperature 0.7, top_k 40, min_p 0.05, inspected", () => work.SampleAndInspect(TopK));
        work = new RowWork(SyntheticRows.Flat(settings.Rows, settings.Vocabulary)); // the worst rows for a filter by mass
        Add("nearly flat rows, top_p 0.95", () => work.Sample(Nucleus));
        Add("nearly flat rows, typical_p 0.95", () => work.Sample(Typical));
        console.MarkupLineInterpolated(
            $"{settings.Rows} rows of {settings.Vocabulary:N0} logits on one thread, {settings.Repetitions} repetitions; inspected: logprob, rank, entropy, margin, 10 alternatives");
        console.Write(table);
        return 0;

        void Add(string name, Action action)
        {
            var timing = Timing.Measure(settings.Repetitions, action);
            table.AddRow(
                name, $"{timing.Median:0.00}", $"{timing.Low:0.00} to {timing.High:0.00}", $"{timing.Bytes / (double)settings.Rows:0.#}");
        }
    }
}
