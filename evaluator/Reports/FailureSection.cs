using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>The failures of a run that a report shows, each beside the reference's solution of the same problem.</summary>
internal sealed class FailureSection(RunStore store, RunTable table, IReadOnlyList<StoredDivergence> divergences)
{
    public const int Most = 5000;

    private readonly Dictionary<long, StoredResult> _references = [];
    private readonly ILookup<(string, long), StoredDivergence> _divergences = divergences.ToLookup(d => (d.Variant, d.ReferenceResultId));

    public async Task<IReadOnlyList<FailureModel>> BuildAsync(IReadOnlyList<Cell> failing, CancellationToken cancellation)
    {
        var failures = new List<FailureModel>();
        foreach (var cell in Chosen(failing))
        {
            var detail = await DetailAsync(cell, cancellation);
            var reference = table.ReferenceCell(cell);
            var failure = Failure(cell, detail);
            failures.Add(reference is null || reference.ResultId == cell.ResultId
                ? failure
                : Beside(failure, detail.Result, await ReferenceAsync(reference, cancellation)));
        }

        return failures;
    }

    // What a variant lost against the reference is looked at first.
    private static IEnumerable<Cell> Chosen(IReadOnlyList<Cell> failing) =>
        failing.OrderBy(c => c.Flip == Flip.Lost ? 0 : 1).ThenBy(c => c.VariantPosition).ThenBy(c => c.ProblemPosition).ThenBy(c => c.Sample).Take(Most);

    private async Task<StoredResult> ReferenceAsync(Cell reference, CancellationToken cancellation)
    {
        if (!_references.TryGetValue(reference.ResultId, out var result))
        {
            result = (await DetailAsync(reference, cancellation)).Result;
            _references[reference.ResultId] = result;
        }

        return result;
    }

    private async Task<CellDetail> DetailAsync(Cell cell, CancellationToken cancellation) =>
        await store.GetDetailAsync(table.Run.Id, cell.ResultId, cancellation)
            ?? throw new StoreException($"result {cell.ResultId} of run {table.Run.Id} is gone");

    private FailureModel Beside(FailureModel failure, StoredResult own, StoredResult reference) => failure with
    {
        ReferenceOutput = FailureTexts.Output(reference.Output),
        ReferenceSteps = FailureTexts.Steps(reference.Steps.Select(s => s.Text)),
        ReferenceAnswer = reference.Answer,
        DivergesAt = FailureTexts.FirstDifference(own.Output, reference.Output),
        FlipStep = _divergences[(failure.Variant, reference.Id)].FirstOrDefault() is { FirstFlipToken: not null } flip ? flip.FirstFlipStep ?? 0 : null,
    };

    private FailureModel Failure(Cell cell, CellDetail detail)
    {
        var vote = table.Votes.Of(cell.ResultId);
        return new FailureModel
        {
            Variant = cell.Variant,
            ProblemId = cell.ProblemId,
            Subject = cell.Subject,
            Level = cell.Level,
            Problem = FailureTexts.Output(detail.Problem.Text),
            Gold = detail.Problem.Answer,
            Answer = cell.Answer,
            Grade = cell.Grade == GradeVerdict.Ungradable ? "ungradable" : "not equivalent",
            Rule = detail.Grade?.Reason is { } reason ? $"{cell.GradeRule}: {reason}" : cell.GradeRule ?? "",
            Flip = cell.Flip?.ToString(),
            Steps = FailureTexts.Steps(detail.Result.Steps.Select(s => s.Text)),
            Output = FailureTexts.Output(detail.Result.Output),
            Outcome = vote?.Outcome,
            Agreement = vote?.Agreement,
            FirstErrorStep = vote?.FirstErrorStep,
            ErrorType = vote?.ErrorType,
            Verdicts = [.. detail.Verdicts.Select(JudgementModel.Of).Select(j => j with { Reason = FailureTexts.Reply(j.Reason), RawReply = FailureTexts.Reply(j.RawReply) })],
            Truncated = cell.Truncated,
        };
    }
}
