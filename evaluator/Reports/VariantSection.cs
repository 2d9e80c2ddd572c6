using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>One variant's part of the report.</summary>
internal sealed class VariantSection(RunTable table, LossTable losses, RunVariant variant)
{
    private readonly IReadOnlyList<Cell> _cells = table.Of(variant.Name);

    public VariantModel Build() => new()
    {
        Id = variant.Name,
        IsReference = variant.IsReference,
        Wakv = variant.Facts.Wakv,
        BitsPerWeight = variant.Facts.BitsPerWeight,
        FileBytes = variant.Facts.FileBytes,
        Accuracy = ShareModel.Of(RunTable.Accuracy(_cells)),
        Ungradable = _cells.Count(c => c.Grade == GradeVerdict.Ungradable),
        Truncated = _cells.Count(c => c.Truncated),
        Looping = _cells.Count(c => c.Looping),
        FollowsFrame = _cells.Count(c => c.FollowsFrame),
        WeakAnswers = _cells.Count(c => c.WeakAnswer),
        MeanTokens = _cells.Count == 0 ? 0 : _cells.Average(c => c.GeneratedTokens),
        TokensPerSecond = Speed(),
        Loss = losses.Of(variant.Name),
        BySubject = [.. table.Subjects.Select(s => ShareModel.Of(RunTable.Accuracy(_cells.Where(c => c.Subject == s))))],
        ByLevel = [.. table.Levels.Select(l => ShareModel.Of(RunTable.Accuracy(_cells.Where(c => c.Level == l))))],
        BySubjectAndLevel =
        [
            .. table.Subjects.Select(s => (IReadOnlyList<ShareModel>)
                [.. table.Levels.Select(l => ShareModel.Of(RunTable.Accuracy(_cells.Where(c => c.Subject == s && c.Level == l))))]),
        ],
        Errors = [.. ErrorGroups.Types.Select(t => Rate(t, c => c.ErrorType == t))],
        Capabilities = [.. ErrorGroups.Capabilities.Select(g => Rate(g, c => ErrorGroups.CapabilityOf(c.ErrorType) == g))],
        Hazard = [.. StepHazard.Of(Courses()).Select(ShareModel.Of)],
        Failed = _cells.Count(c => c.IsFailure),
        Judged = _cells.Count(c => c.IsFailure && c.VerdictKind == VerdictKind.Valid),
        Disagreed = _cells.Count(c => c.IsFailure && table.Votes.Of(c.ResultId) is { Disagree: true }),
        TypesOpen = _cells.Count(c => c.IsFailure && table.Votes.Of(c.ResultId) is { TypeOpen: true }),
    };

    // Per stream, prefill and decode together: what one user sees under this run's load.
    private double Speed()
    {
        var seconds = _cells.Sum(c => (c.Prefill + c.Decode).TotalSeconds);
        return seconds > 0 ? _cells.Sum(c => c.GeneratedTokens) / seconds : 0;
    }

    // Over all problems, not over failures: a share can rise while its rate falls.
    private ErrorRateModel Rate(string name, Func<Cell, bool> holds) =>
        new(
            name,
            ShareModel.Of(new Proportion(_cells.Count(c => c.IsFailure && holds(c)), _cells.Count)),
            variant.IsReference ? null : DifferenceModel.Of(table.Failures(variant.Name, holds)));

    private List<SolutionCourse> Courses() =>
    [
        .. _cells.Where(c => c.Grade == GradeVerdict.Equivalent || c is { VerdictKind: VerdictKind.Valid, FirstErrorStep: not null })
            .Select(c => new SolutionCourse(c.StepCount + 1, c.Grade == GradeVerdict.Equivalent ? null : c.FirstErrorStep)),
    ];
}
