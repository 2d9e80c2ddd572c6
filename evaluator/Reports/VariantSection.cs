using QuantGrpc.Evaluator.Reports.Divergences;
using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>The tables that hold every variant: what one of them shows is adjusted over all.</summary>
internal sealed record VariantTables
{
    public required RunTable Run { get; init; }
    public required LossTable Losses { get; init; }
    public required FirstErrors Errors { get; init; }
    public required CorrectionSection Corrections { get; init; }
    public required DivergenceSection Divergences { get; init; }
}

/// <summary>One variant's part of the report.</summary>
internal sealed class VariantSection(VariantTables tables, RunVariant variant)
{
    private readonly RunTable _run = tables.Run;
    private readonly FirstErrors _errors = tables.Errors;
    private readonly IReadOnlyList<Cell> _cells = tables.Run.Of(variant.Name);
    private readonly PairedCells? _pairs = variant.IsReference || tables.Run.Pairs(variant.Name).Pairs.Count == 0 ? null : tables.Run.Pairs(variant.Name);

    public VariantModel Build() => new()
    {
        Id = variant.Name,
        IsReference = variant.IsReference,
        Wakv = variant.Facts.Wakv,
        BitsPerWeight = variant.Facts.BitsPerWeight,
        FileBytes = variant.Facts.FileBytes,
        Accuracy = Accuracy(_cells),
        Ungradable = _cells.Count(c => c.Grade == GradeVerdict.Ungradable),
        Truncated = _cells.Count(c => c.Truncated),
        Looping = _cells.Count(c => c.Looping),
        FollowsFrame = _cells.Count(c => c.FollowsFrame),
        WeakAnswers = _cells.Count(c => c.WeakAnswer),
        TruncatedShare = _run.Share(_cells, c => c.Truncated),
        LoopingShare = _run.Share(_cells, c => c.Looping),
        FrameShare = _run.Share(_cells, c => c.FollowsFrame),
        TruncatedDifference = _pairs?.Difference(c => c.Truncated),
        LoopingDifference = _pairs?.Difference(c => c.Looping),
        MeanTokens = _cells.Count == 0 ? 0 : _cells.Average(c => c.GeneratedTokens),
        TokensPerSecond = Speed(),
        TokenInflation = Inflation(),
        Cost = Cost(),
        Sampled = SamplesSection.Of(_cells, _run.Run.Samples),
        Loss = tables.Losses.Of(variant.Name),
        BySubject = [.. _run.Subjects.Select(s => Accuracy(_cells.Where(c => c.Subject == s)))],
        ByLevel = [.. _run.Levels.Select(l => Accuracy(_cells.Where(c => c.Level == l)))],
        BySubjectAndLevel =
        [
            .. _run.Subjects.Select(s => (IReadOnlyList<ShareModel>)
                [.. _run.Levels.Select(l => Accuracy(_cells.Where(c => c.Subject == s && c.Level == l)))]),
        ],
        Errors = _errors.Types.Of(variant.Name),
        ErrorsInOtherOrder = _errors.InOtherOrder.Of(variant.Name),
        CorrectedErrors = tables.Corrections.Of(variant.Name),
        Capabilities = _errors.Capabilities.Of(variant.Name),
        Equations = EquationsSection.Of(_run, variant),
        SelfRepair = _errors.SelfRepair(variant.Name),
        TypeShift = _errors.TypeShifts.Of(variant.Name),
        StepShift = _errors.StepShifts.Of(variant.Name),
        Hazard = _errors.Hazard.Of(variant.Name),
        HazardWhereReferenceRight = variant.IsReference ? [] : _errors.Hazard.WhereReferenceRight(variant.Name),
        HazardTest = _errors.Hazard.Test(variant.Name),
        Divergence = tables.Divergences.Of(variant.Name),
        Failed = _cells.Count(c => c.IsFailure),
        Judged = _cells.Count(c => c.IsFailure && c.VerdictKind == VerdictKind.Valid),
        Disagreed = _cells.Count(c => c.IsFailure && _run.Votes.Of(c.ResultId) is { Disagree: true }),
        TypesOpen = _cells.Count(c => c.IsFailure && _run.Votes.Of(c.ResultId) is { TypeOpen: true }),
    };

    private ShareModel Accuracy(IEnumerable<Cell> cells) => _run.Share([.. cells], RunTable.IsRight);

    // Per stream, prefill and decode together: what one user sees under this run's load.
    private double Speed()
    {
        var seconds = _cells.Sum(c => (c.Prefill + c.Decode).TotalSeconds);
        return seconds > 0 ? _cells.Sum(c => c.GeneratedTokens) / seconds : 0;
    }

    // Not every endpoint tells its tokens.
    private EstimateModel? Inflation()
    {
        var both = _pairs?.Where(p => p.Reference.GeneratedTokens > 0 && p.Variant.GeneratedTokens > 0);
        return both is null or { Problems: 0 } ? null : EstimateModel.Of(
            new RatioOfSums(both.SumByProblem(p => p.Variant.GeneratedTokens), both.SumByProblem(p => p.Reference.GeneratedTokens)).WithInterval(Seeded.Chance), 100);
    }

    private CostModel Cost() => new()
    {
        GeneratedTokens = _cells.Sum(c => (long)c.GeneratedTokens) is var tokens and > 0 ? tokens : null,
        QueueSeconds = _cells.Sum(c => c.Queue.TotalSeconds),
        PrefillSeconds = _cells.Sum(c => c.Prefill.TotalSeconds),
        DecodeSeconds = _cells.Sum(c => c.Decode.TotalSeconds),
    };
}
