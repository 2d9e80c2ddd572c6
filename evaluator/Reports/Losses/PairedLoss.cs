using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>
/// What a variant loses on its pairs. Ungradable takes the side that hurts the variant: wrong for it, right for the reference.
/// </summary>
internal sealed class PairedLoss
{
    private readonly PairedCells _cells;
    private readonly PairedScores? _scores;

    public PairedLoss(PairedCells cells)
    {
        _cells = cells;
        var (lost, gained) = (cells.Pairs.Count(p => Before(p) > After(p)), cells.Pairs.Count(p => After(p) > Before(p)));
        Outcomes = new PairedOutcomes(lost, gained, cells.Pairs.Count);
        _scores = cells.IsClustered && cells.Pairs.Count > 0 ? new PairedScores(cells.ByProblem(Before), cells.ByProblem(After), cells.Samples) : null;
    }

    /// <summary>Answers that were lost and gained.</summary>
    public PairedOutcomes Outcomes { get; }

    public bool IsClustered => _cells.IsClustered;

    /// <summary>What the tests of the verdict go by: flips, or with several samples a problem the problems' shares.</summary>
    public IPairedLoss Tested => _scores is null ? Outcomes : _scores;

    /// <summary>0 to 1.</summary>
    public double Loss => _scores?.Loss ?? Outcomes.Loss;

    /// <summary>That nothing is lost.</summary>
    public double P => _scores?.P() ?? Outcomes.McNemar();

    /// <summary>0 to 1; null where there are too few problems to show any loss.</summary>
    public double? SmallestDetectable => _scores is null
        ? Statistics.SmallestDetectable.Of(Outcomes.Pairs, (double)(Outcomes.Lost + Outcomes.Gained) / Outcomes.Pairs)
        : Statistics.SmallestDetectable.Of(_scores);

    /// <summary>BCa over problems, 0 to 1.</summary>
    public Estimate Bootstrap() => PairedBootstrap.Loss(_cells.ByProblem(Before), _cells.ByProblem(After), Seeded.Chance);

    /// <summary>BCa over problems of the loss in parts of the reference's accuracy; NaN where that is zero.</summary>
    public Estimate OfReference()
    {
        var losses = _cells.SumByProblem(p => Before(p) - After(p));
        var right = _cells.SumByProblem(p => RunTable.IsRight(p.Reference) ? 1 : 0);
        return new RatioOfSums(losses, right).WithInterval(Seeded.Chance);
    }

    /// <summary>The same without pairs in which either answer is ungradable.</summary>
    public PairedLoss GradableOnly() => new(_cells.Where(p => p.Reference.Grade != GradeVerdict.Ungradable && p.Variant.Grade != GradeVerdict.Ungradable));

    /// <summary>Null without pairs.</summary>
    public DifferenceModel? Difference()
    {
        if (Outcomes.Pairs == 0 || !IsClustered)
        {
            return DifferenceModel.Of(Outcomes);
        }

        var points = Bootstrap().Times(100);
        return new DifferenceModel(points.Value, points.Interval.Low, points.Interval.High, Outcomes.Lost, Outcomes.Gained, Outcomes.Pairs);
    }

    private static double Before(CellPair pair) => pair.Reference.Grade is GradeVerdict.Equivalent or GradeVerdict.Ungradable ? 1 : 0;

    private static double After(CellPair pair) => RunTable.IsRight(pair.Variant) ? 1 : 0;
}
