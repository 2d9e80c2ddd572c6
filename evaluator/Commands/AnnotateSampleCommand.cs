using System.ComponentModel;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>annotate sample</c>: draws judged failures, the agreed ones included, for labels that do not know the verdicts.</summary>
internal sealed class AnnotateSampleCommand(IAnsiConsole console) : AsyncCommand<AnnotateSampleCommand.Settings>
{
    internal sealed class Settings : AnnotateSettings
    {
        [CommandOption("--count <N>")]
        [DefaultValue(100)]
        public int Count { get; init; }

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
        var failures = await VotedFailures.ReadAsync(store, run.Id, cancellationToken);
        var drawn = StratifiedDraw.Of(failures, f => f.Stratum, f => $"{f.Cell.ResultId}", settings.Count, settings.Seed);
        await VotedFailures.WriteAsync(store, run.Id, drawn, settings.Out, cancellationToken);
        console.MarkupLineInterpolated($"{drawn.Count} of {failures.Count} judged failures: {settings.Out}");
        return 0;
    }
}
