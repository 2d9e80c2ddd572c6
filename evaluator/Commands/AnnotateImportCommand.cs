using System.ComponentModel;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Judges.Annotation;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>annotate import</c>: stores labels and says how far the judges' stored verdicts agree with all that the run has.</summary>
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
        var rows = await ReadAsync(settings.File, cancellationToken);
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var failures = (await VotedFailures.ReadAsync(store, run.Id, cancellationToken)).ToDictionary(f => VotedFailures.IdOf(run.Id, f.Cell.ResultId), f => f.Cell.ResultId);
        var labels = rows.GroupBy(r => r.Stratum).SelectMany(stratum => LabelsOf([.. stratum], failures)).ToList();
        await store.AddLabelsAsync(run.Id, labels, cancellationToken);
        console.MarkupLineInterpolated($"{labels.Count} labels stored; {rows.Count - labels.Count} of {rows.Count} rows have none");

        var stored = await store.ListLabelsAsync(run.Id, cancellationToken);
        LabelTables.Write(console, LabelAccuracy.Of(stored, await store.ListVotesAsync(run.Id, cancellationToken)), LabelAgreement.Of(stored));
        return 0;
    }

    private static async Task<IReadOnlyList<AnnotationRow>> ReadAsync(string path, CancellationToken cancellation) =>
    [
        .. (await File.ReadAllLinesAsync(path, cancellation)).Select((line, i) => new { line, i }).Where(l => !string.IsNullOrWhiteSpace(l.line))
            .Select(l => AnnotationRow.Parse(l.line, $"{Path.GetFileName(path)}:{l.i + 1}")),
    ];

    // Where rows of a stratum wait for their label, those that have one stand for them too.
    private static IEnumerable<FailureLabel> LabelsOf(IReadOnlyList<AnnotationRow> stratum, Dictionary<string, long> failures)
    {
        var ids = stratum.DistinctBy(r => r.Id).Count();
        return stratum.Where(r => r.IsLabelled).GroupBy(r => new { r.Annotator, r.Round }).SelectMany(source => source.Select(row => new FailureLabel
        {
            ResultId = failures.TryGetValue(row.Id, out var result) ? result : throw new DatasetException($"{row.Id}: the run has no such failure"),
            AnnotatorKind = row.Annotator.Kind ?? "",
            AnnotatorName = row.Annotator.Name ?? "",
            Round = row.Round,
            FirstErrorStep = row.FirstErrorStep is 0 ? null : row.FirstErrorStep,
            ErrorType = row.ErrorType ?? "",
            Transcription = row.Transcription,
            Stratum = row.Stratum,
            Weight = row.Weight * ids / source.Count(),
        }));
    }
}
