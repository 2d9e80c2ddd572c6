namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Stores labels of a run's failures, all or none; one of the same annotator and round takes the place of the one before.</summary>
    public Task<int> AddLabelsAsync(string runId, IReadOnlyList<FailureLabel> labels, CancellationToken cancellationToken = default)
    {
        var rows = labels.Select(label => new
        {
            RunId = runId,
            label.ResultId,
            label.AnnotatorKind,
            AnnotatorName = StoredText.Clean(label.AnnotatorName),
            label.Round,
            label.FirstErrorStep,
            label.ErrorType,
            label.Transcription,
            Stratum = StoredText.Clean(label.Stratum),
            label.Weight,
        }).ToList();
        return WriteAsync(writer => writer.Execute(Sql.Of("insert_label"), rows), cancellationToken);
    }

    /// <summary>The labels of a run's failures, by result, annotator and round; empty where there are none.</summary>
    public Task<IReadOnlyList<FailureLabel>> ListLabelsAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<FailureLabel>("run_labels", new { RunId = runId }, cancellationToken);
}
