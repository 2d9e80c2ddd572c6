using System.ComponentModel;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>annotate sample</c>: draws failures, those that the judges agree on included, for labels that do not know the verdicts.</summary>
internal sealed class AnnotateSampleCommand(IAnsiConsole console) : AsyncCommand<AnnotateSampleCommand.Settings>
{
    internal sealed class Settings : AnnotateSettings
    {
        [CommandOption("--count <N>")]
        [DefaultValue(100)]
        public int Count { get; init; }

        [CommandOption("--variants <NAMES>")]
        [Description("Draw from these variants' failures alone, commas between; any unique ending of a name. Default: all.")]
        public string? Variants { get; init; }

        [CommandOption("--seed <N>")]
        [DefaultValue(0)]
        public int Seed { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Count > 0 ? ValidationResult.Success() : ValidationResult.Error($"--count {settings.Count}: above 0");

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var chosen = Chosen(settings.Variants, [.. run.Variants.Select(v => v.Name)]);
        var failures = (await VotedFailures.ReadAsync(store, run.Id, cancellationToken)).Where(f => chosen.Contains(f.Cell.Variant)).ToList();
        var drawn = StratifiedDraw.Of(failures, f => f.Stratum, f => $"{f.Cell.ResultId}", settings.Count, settings.Seed);
        await VotedFailures.WriteAsync(store, run.Id, drawn, settings.Out, cancellationToken);
        console.MarkupLineInterpolated($"{drawn.Count} of {failures.Count} failures: {settings.Out}");
        return 0;
    }

    private static List<string> Chosen(string? names, IReadOnlyList<string> variants) => names is null ? [.. variants] :
    [
        .. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => variants.FirstOrDefault(
            v => v.Equals(name, StringComparison.OrdinalIgnoreCase) || v.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase))
            ?? throw new RunRefusedException($"--variants {name}: the run has {string.Join(", ", variants)}")),
    ];
}
