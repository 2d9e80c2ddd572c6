using System.ComponentModel;
using System.Globalization;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>annotate import</c>: reads labels and says how far the judges' stored verdicts agree with them.</summary>
internal sealed class AnnotateImportCommand(IAnsiConsole console) : AsyncCommand<AnnotateImportCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("A file of annotate sample or export with labels; rows without one are counted and left out.")]
        public string File { get; init; } = "";

        [CommandOption("--run <ID>")]
        [Description("The run, by any unique beginning of its id. Default: the latest.")]
        public string? Run { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(settings.File, cancellationToken);
        var rows = lines.Select((line, i) => new { line, i }).Where(l => !string.IsNullOrWhiteSpace(l.line))
            .Select(l => AnnotationRow.Parse(l.line, $"{Path.GetFileName(settings.File)}:{l.i + 1}")).ToList();
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var failures = (await VotedFailures.ReadAsync(store, run.Id, cancellationToken)).ToDictionary(f => $"{run.Id}/{f.Cell.ResultId}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("labels by", "labels", "right step (95 %)", "right type", "both");
        foreach (var group in rows.Where(r => r.IsLabelled).GroupBy(r => r.Annotator.Kind ?? ""))
        {
            var compared = group.Select(r => Compare(r, failures)).ToList();
            table.AddRow(
                group.Key == "person" ? "people" : group.Key, $"{compared.Count}", Text(WeightedShare.Of(compared, c => c.RightStep)),
                Text(WeightedShare.Of(compared, c => c.RightType)), Text(WeightedShare.Of(compared, c => c.RightStep && c.RightType)));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{rows.Count(r => !r.IsLabelled)} of {rows.Count} rows have no label");
        return 0;
    }

    private static Compared Compare(AnnotationRow row, Dictionary<string, VotedFailure> failures)
    {
        var vote = failures.TryGetValue(row.Id, out var failure) ? failure.Vote : throw new DatasetException($"{row.Id}: the run has no such judged failure");
        return new Compared(
            row.Weight, row.FirstErrorStep ?? 0, row.ErrorType ?? "", vote.IsDecided ? vote.FirstErrorStep ?? 0 : null, vote.ErrorType);
    }

    private static string Text(WeightedShare share) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * share.Share:0.0} % ({100 * share.Interval.Low:0.0} to {100 * share.Interval.High:0.0})");
}
