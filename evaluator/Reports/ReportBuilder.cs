using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>Turns what is stored of a run into a report: reads the store and nothing else.</summary>
internal sealed class ReportBuilder(RunStore store, double acceptablePoints)
{
    private const int MostFailures = 400;

    public async Task<ReportModel> BuildAsync(Run run, CancellationToken cancellation)
    {
        var cells = await store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All, cancellation);
        var table = new RunTable(run, cells);
        var losses = new LossTable(table, acceptablePoints / 100);
        var variants = run.Variants.Select(v => new VariantSection(table, losses, v).Build()).ToList();
        var coverage = await store.GetJudgeCoverageAsync(run.Id, cancellation);
        var judges = coverage.Select(c => JudgeModel.Of(c, oneJudge: coverage.Count == 1)).ToList();
        var failing = cells.Where(c => c.Grade is GradeVerdict.NotEquivalent or GradeVerdict.Ungradable).ToList();
        return new ReportModel
        {
            Title = $"{run.Dataset.Name}: {run.Variants.Count} variants on {run.ProblemCount} problems",
            Notice = run.Notice,
            IsComplete = run.State == RunState.Complete,
            Unfinished = SummaryWords.Unfinished(run, cells.Count),
            Reference = run.Reference?.Name ?? "",
            Problems = run.ProblemCount,
            AcceptableLoss = acceptablePoints,
            Summary = SummaryWords.Of(run, variants, acceptablePoints),
            Variants = variants,
            Subjects = table.Subjects,
            Levels = table.Levels,
            Judges = judges,
            JudgeNote = SummaryWords.JudgeNote(run, judges),
            Failures = await FailuresAsync(run, Chosen(failing), table, cancellation),
            FailuresLeftOut = Math.Max(0, failing.Count - MostFailures),
            Facts = Facts(run),
        };
    }

    // What a variant lost against the reference is looked at first.
    private static List<Cell> Chosen(List<Cell> failing) =>
        [.. failing.OrderBy(c => c.Flip == Flip.Lost ? 0 : 1).ThenBy(c => c.VariantPosition).ThenBy(c => c.ProblemPosition).Take(MostFailures)];

    private async Task<IReadOnlyList<FailureModel>> FailuresAsync(Run run, List<Cell> chosen, RunTable table, CancellationToken cancellation)
    {
        var references = new Dictionary<long, StoredResult>();
        var failures = new List<FailureModel>();
        foreach (var cell in chosen)
        {
            var detail = await DetailAsync(run, cell, cancellation);
            var reference = table.ReferenceCell(cell);
            if (reference is not null && reference.ResultId != cell.ResultId && !references.ContainsKey(reference.ResultId))
            {
                references[reference.ResultId] = (await DetailAsync(run, reference, cancellation)).Result;
            }

            failures.Add(Failure(cell, detail) with
            {
                ReferenceOutput = reference is null ? null : references.GetValueOrDefault(reference.ResultId)?.Output,
                ReferenceSteps = reference is null ? [] : [.. references.GetValueOrDefault(reference.ResultId)?.Steps.Select(s => s.Text) ?? []],
                ReferenceAnswer = reference?.Answer,
            });
        }

        return failures;
    }

    private async Task<CellDetail> DetailAsync(Run run, Cell cell, CancellationToken cancellation) =>
        await store.GetDetailAsync(run.Id, cell.ResultId, cancellation)
            ?? throw new StoreException($"result {cell.ResultId} of run {run.Id} is gone");

    private static FailureModel Failure(Cell cell, CellDetail detail)
    {
        var verdict = detail.Verdicts.FirstOrDefault(v => v.Kind == VerdictKind.Valid) ?? detail.Verdicts.FirstOrDefault();
        return new FailureModel
        {
            Variant = cell.Variant,
            ProblemId = cell.ProblemId,
            Subject = cell.Subject,
            Level = cell.Level,
            Problem = detail.Problem.Text,
            Gold = detail.Problem.Answer,
            Answer = cell.Answer,
            Grade = cell.Grade == GradeVerdict.Ungradable ? "ungradable" : "not equivalent",
            Rule = detail.Grade?.Reason is { } reason ? $"{cell.GradeRule}: {reason}" : cell.GradeRule ?? "",
            Flip = cell.Flip?.ToString(),
            Steps = [.. detail.Result.Steps.Select(s => s.Text)],
            Output = detail.Result.Output,
            Judge = verdict is null ? null : $"{verdict.Judge}{(verdict.OneJudge ? " (one judge)" : "")}",
            FirstErrorStep = verdict is { Kind: VerdictKind.Valid } ? verdict.FirstErrorStep : null,
            ErrorType = verdict is null ? null : verdict.Kind == VerdictKind.Valid ? verdict.ErrorType : $"({verdict.Kind})",
            Reason = verdict?.Reason,
            RawReply = verdict?.RawReply,
            Truncated = cell.Truncated,
        };
    }

    private static List<FactModel> Facts(Run run) =>
    [
        new("run", run.Id),
        new("created", run.Created.ToString("u")),
        new("data set", $"{run.Dataset.Name} ({run.Dataset.Source})"),
        new("data set SHA-256", run.Dataset.Sha256),
        new("settings", run.SettingsJson),
        new("settings hash", run.SettingsHash),
        new("server", run.Host.Server ?? ""),
        new("engine", run.Host.Engine ?? ""),
        new("native library", run.Host.NativeLibrary ?? ""),
        new("instruction set", run.Host.InstructionSet ?? ""),
        new("devices", string.Join("; ", run.Host.Devices)),
        .. run.Variants.Select(v => new FactModel($"fingerprint of {v.Name}", v.Fingerprint ?? "")),
        .. run.Variants.Select(v => new FactModel($"weights of {v.Name}", v.Facts.WeightsSha256 ?? "")),
    ];
}
