using QuantGrpc.Evaluator.Reports.Divergences;
using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>Turns what is stored of a run into a report: reads the store and nothing else.</summary>
internal sealed class ReportBuilder(RunStore store, double acceptablePoints)
{
    public async Task<ReportModel> BuildAsync(Run run, CancellationToken cancellation)
    {
        var cells = await store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All, cancellation);
        var votes = await store.ListVotesAsync(run.Id, cancellation);
        var labels = await store.ListLabelsAsync(run.Id, cancellation);
        var divergences = await store.ListDivergencesAsync(run.Id, cancellation);
        var table = new RunTable(run, cells, new PanelVotes(votes, cells));
        var tables = new VariantTables
        {
            Run = table,
            Losses = new LossTable(table, acceptablePoints),
            Errors = new FirstErrors(table),
            Corrections = new CorrectionSection(table, labels),
            Divergences = new DivergenceSection(table, divergences),
        };
        var variants = table.Variants.Select(v => new VariantSection(tables, v).Build()).ToList();
        var coverage = await store.GetJudgeCoverageAsync(run.Id, cancellation);
        var judges = coverage.Select(c => JudgeModel.Of(c, table.Votes.AgreementOf(c.Judge), oneJudge: coverage.Count == 1)).ToList();
        var failing = table.Variants.SelectMany(v => table.Of(v.Name)).Where(c => !RunTable.IsRight(c)).ToList();
        return new ReportModel
        {
            Title = $"{run.Dataset.Name}: {variants.Count} variants on {run.ProblemCount} problems",
            Notice = run.Notice,
            IsComplete = run.State == RunState.Complete,
            Unfinished = SummaryWords.Unfinished(run, cells.Count),
            Reference = run.Reference?.Name ?? "",
            Problems = run.ProblemCount,
            Samples = run.Samples,
            AcceptableLoss = acceptablePoints,
            NoiseFloor = new NoiseSection(table).Build(),
            Summary = SummaryWords.Of(variants, acceptablePoints),
            Variants = variants,
            Subjects = table.Subjects,
            Levels = table.Levels,
            Judges = judges,
            JudgeNote = SummaryWords.JudgeNote(run, judges, table.Votes),
            JudgeWarnings = JudgeWarnings.Of(run),
            JudgeCosts = [.. coverage.Select(c => new JudgeCostModel(c.Judge, c.Shown, c.PromptTokens, c.GeneratedTokens, c.Duration.TotalSeconds))],
            Agreement = AgreementSection.Of(votes),
            JudgeAccuracy = LabelSection.Accuracy(labels, votes),
            AnnotatorAgreement = LabelSection.Agreement(labels),
            CorrectedByKind = tables.Corrections.Kind,
            DivergenceNote = tables.Divergences.Note(await store.ListDivergenceGapsAsync(run.Id, cancellation)),
            Failures = await new FailureSection(store, table, divergences).BuildAsync(failing, cancellation),
            FailuresLeftOut = Math.Max(0, failing.Count - FailureSection.Most),
            Facts = Facts(run),
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
