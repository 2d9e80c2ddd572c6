using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>
/// Error types corrected for how the judges confuse them, as labels of this run's failures show. It assumes that they confuse the types of
/// every variant alike.
/// </summary>
internal sealed class CorrectionSection
{
    private static readonly string[] BestKinds = ["person", "model", "construction"];

    private readonly RunTable _table;
    private readonly List<string> _judged = [];
    private readonly List<string> _true = [];
    private readonly ConfusionCorrection? _correction;

    /// <param name="table">The run.</param>
    /// <param name="labels">Its labels; those of the best kind of annotator are taken, a failure's first.</param>
    public CorrectionSection(RunTable table, IReadOnlyList<FailureLabel> labels)
    {
        _table = table;
        var cells = table.Variants.SelectMany(v => table.Of(v.Name)).Where(c => TypeOf(c) is not null).ToDictionary(c => c.ResultId);
        var best = labels.Where(l => cells.ContainsKey(l.ResultId)).GroupBy(l => l.AnnotatorKind).MinBy(g => Array.IndexOf(BestKinds, g.Key));
        if (best is null)
        {
            return;
        }

        Kind = best.Key;
        List<FailureLabel> once = [.. best.OrderBy(l => l.Round).DistinctBy(l => l.ResultId)];
        _true = [.. once.Select(l => l.ErrorType).Distinct().Order(StringComparer.Ordinal)];
        _judged = [.. cells.Values.Select(c => TypeOf(c)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _correction = new ConfusionCorrection([.. _true.Select(type => Row([.. once.Where(l => l.ErrorType == type)], l => TypeOf(cells[l.ResultId])))]);
    }

    /// <summary>Kind of annotator whose labels correct; null without labels.</summary>
    public string? Kind { get; }

    /// <summary>A row a type that has a label; empty without labels, and where nothing is judged.</summary>
    public IReadOnlyList<CorrectedRateModel> Of(string variant)
    {
        var cells = _table.Of(variant);
        var types = cells.Select(TypeOf).OfType<string>().CountBy(t => t).ToDictionary();
        if (_correction is null || types.Count == 0)
        {
            return [];
        }

        var shares = _correction.WithIntervals([.. _judged.Select(t => types.GetValueOrDefault(t))], Seeded.Chance);
        var failuresPer100 = 100.0 * types.Values.Sum() / cells.Count;
        return [.. _true.Select((type, i) => new CorrectedRateModel(type, EstimateModel.Of(shares[i], 100), EstimateModel.Of(shares[i], failuresPer100)))];
    }

    // "none" is a type here: judges and annotators may find no wrong step in a failure.
    private static string? TypeOf(Cell cell) => cell is { IsFailure: true, VerdictKind: VerdictKind.Valid }
        ? cell.FirstErrorStep is null && cell.ErrorType is null ? ErrorLabels.None : cell.ErrorType
        : null;

    // Labels that stand for unlike numbers of failures tell less than as many alike: Kish's effective number (1965) is divided by weight.
    private int[] Row(IReadOnlyList<FailureLabel> labels, Func<FailureLabel, string?> said)
    {
        var weight = labels.Sum(l => l.Weight);
        var effective = weight * weight / labels.Sum(l => l.Weight * l.Weight);
        int[] row = [.. _judged.Select(type => (int)Math.Round(effective * labels.Where(l => said(l) == type).Sum(l => l.Weight) / weight))];
        return row.Any(count => count > 0) ? row : [.. _judged.Select(type => labels.Count(l => said(l) == type))];
    }
}
