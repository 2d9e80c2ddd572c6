using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>The noise floor: the reference beside its own second run, where the run has one.</summary>
internal sealed class NoiseSection
{
    private readonly RunTable _table;
    private readonly PairedCells? _again;

    public NoiseSection(RunTable table)
    {
        _table = table;
        _again = table.Repeat is { } repeat && table.Pairs(repeat.Name) is { Pairs.Count: > 0 } pairs ? pairs : null;
    }

    /// <summary>Null where the run has no second run of the reference.</summary>
    public NoiseFloorModel? Build()
    {
        if (_again is null || _table.Repeat is not { } repeat)
        {
            return null;
        }

        var floor = NoiseFloor.Of([.. _again.Pairs.Select(p => RunTable.IsRight(p.Reference))], [.. _again.Pairs.Select(p => RunTable.IsRight(p.Variant))]);
        return new NoiseFloorModel
        {
            Variant = repeat.Name,
            BatchShape = repeat.Facts.BatchShape,
            Flips = _table.Share([.. _again.Pairs.Select(p => p.Variant)], Turned),
            Loss = EstimateModel.Of(_again.IsClustered ? Clustered(_again) : floor.Loss, 100),
            Lost = floor.Outcomes.Lost,
            Gained = floor.Outcomes.Gained,
        };
    }

    /// <summary>Answers that a variant turns, in percent, beyond those that the second run turns; on the problems that all three have.</summary>
    public EstimateModel? Beyond(string variant)
    {
        if (_again is null)
        {
            return null;
        }

        var again = _again.Pairs.Select(p => p.Reference.ResultId).ToHashSet();
        var pairs = _table.Pairs(variant).Where(p => again.Contains(p.Reference.ResultId));
        var seen = pairs.Pairs.Select(p => p.Reference.ResultId).ToHashSet();
        var floor = _again.Where(p => seen.Contains(p.Reference.ResultId));
        return seen.Count == 0 ? null : EstimateModel.Of(NoiseFloor.ExcessFlips(floor.ByProblem(Turns), pairs.ByProblem(Turns), Seeded.Chance), 100);
    }

    private bool Turned(Storage.Cell cell) => _table.ReferenceCell(cell) is { } reference && RunTable.IsRight(cell) != RunTable.IsRight(reference);

    private static double Turns(CellPair pair) => RunTable.IsRight(pair.Reference) == RunTable.IsRight(pair.Variant) ? 0 : 1;

    private static Estimate Clustered(PairedCells cells) =>
        PairedBootstrap.Loss(cells.ByProblem(p => RunTable.IsRight(p.Reference) ? 1 : 0), cells.ByProblem(p => RunTable.IsRight(p.Variant) ? 1 : 0), Seeded.Chance);
}
