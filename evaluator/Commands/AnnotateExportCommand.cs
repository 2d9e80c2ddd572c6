using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>annotate export</c>: writes the queue, the failures on which the judges settled no step or no type.</summary>
internal sealed class AnnotateExportCommand(IAnsiConsole console) : AsyncCommand<AnnotateSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, AnnotateSettings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var failures = await VotedFailures.ReadAsync(store, run.Id, cancellationToken);
        var judged = failures.Where(f => f.IsJudged).ToList();
        var open = judged.Where(f => f.Vote.IsOpen).Select(f => new Drawn<VotedFailure>(f, 1, "open")).ToList();
        await VotedFailures.WriteAsync(store, run.Id, open, settings.Out, cancellationToken);
        console.MarkupLineInterpolated($"{open.Count} of {judged.Count} judged failures are open: {settings.Out}");
        return 0;
    }
}
