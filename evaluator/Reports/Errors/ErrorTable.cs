using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>First errors by name, of every variant against the reference, with tests adjusted over variants and names.</summary>
internal sealed class ErrorTable
{
    private readonly RunTable _table;
    private readonly ErrorLabels _labels;
    private readonly Dictionary<long, string> _names = [];
    private readonly Dictionary<string, IReadOnlyList<ErrorRateModel>> _rates;

    /// <param name="table">The run.</param>
    /// <param name="names">The rows.</param>
    /// <param name="nameOf">A failure's row; null where it has none.</param>
    public ErrorTable(RunTable table, IReadOnlyList<string> names, Func<Cell, string?> nameOf)
    {
        _table = table;
        _labels = new ErrorLabels(table.Votes);
        foreach (var cell in table.Variants.SelectMany(v => table.Of(v.Name)))
        {
            if (nameOf(cell) is { } name)
            {
                _names[cell.ResultId] = name;
            }
        }

        _rates = table.Variants.ToDictionary(v => v.Name, v => Rates(v.Name, names, v.IsReference));
        Adjust();
    }

    /// <summary>A row a name, in the order of the names.</summary>
    public IReadOnlyList<ErrorRateModel> Of(string variant) => _rates[variant];

    private string? NameOf(Cell cell) => _names.GetValueOrDefault(cell.ResultId);

    private IReadOnlyList<ErrorRateModel> Rates(string variant, IReadOnlyList<string> names, bool isReference)
    {
        var cells = _table.Of(variant);
        var named = cells.Where(c => NameOf(c) is not null).ToList();
        var own = names.Select(name => new ErrorRateModel(name, _table.Share(cells, c => NameOf(c) == name))
        {
            ShareOfFailures = _table.Share(named, c => NameOf(c) == name),
            Transcribed = Transcribed([.. named.Where(c => NameOf(c) == name)]),
        });
        return isReference ? [.. own] : Against(_table.Pairs(variant), [.. own]);
    }

    private ShareModel? Transcribed(IReadOnlyList<Cell> cells)
    {
        var asked = cells.Where(c => _labels.IsTranscription(c) is not null).ToList();
        return asked.Count == 0 ? null : _table.Share(asked, c => _labels.IsTranscription(c) is true);
    }

    private IReadOnlyList<ErrorRateModel> Against(PairedCells pairs, IReadOnlyList<ErrorRateModel> own)
    {
        if (pairs.Pairs.Count == 0)
        {
            return own;
        }

        var byName = RateComparison.ByType([.. pairs.Pairs.Select(p => NameOf(p.Reference))], [.. pairs.Pairs.Select(p => NameOf(p.Variant))])
            .ToDictionary(r => r.Type);
        var lost = pairs.Pairs.Where(p => RunTable.IsRight(p.Reference)).Select(p => p.Variant).ToList();
        var lostNamed = lost.Where(c => NameOf(c) is not null).ToList();
        return
        [
            .. own.Select(rate => Compared(pairs, rate, byName.GetValueOrDefault(rate.Name) ?? RateComparison.Of(rate.Name, new PairedEvents(0, 0, 0, pairs.Pairs.Count))) with
            {
                RateWhereReferenceRight = _table.Share(lost, c => NameOf(c) == rate.Name),
                ShareWhereReferenceRight = _table.Share(lostNamed, c => NameOf(c) == rate.Name),
            }),
        ];
    }

    private ErrorRateModel Compared(PairedCells pairs, ErrorRateModel rate, RateComparison comparison)
    {
        var (difference, ratio, p) = (comparison.Difference, comparison.Ratio, comparison.Events.McNemar());
        if (pairs.IsClustered)
        {
            var reference = pairs.ByProblem(pair => NameOf(pair.Reference) == rate.Name ? 1 : 0);
            var variant = pairs.ByProblem(pair => NameOf(pair.Variant) == rate.Name ? 1 : 0);
            difference = RateComparison.ClusteredDifference(reference, variant, Seeded.Chance);
            ratio = RateComparison.ClusteredRatio(reference, variant, Seeded.Chance);
            p = new PairedScores(variant, reference, pairs.Samples).P();
        }

        return rate with { Difference = DifferenceModel.Of(comparison.Events, difference), Ratio = EstimateModel.Of(ratio), P = p };
    }

    private void Adjust()
    {
        var holm = Holm.Adjust([.. _rates.Values.SelectMany(r => r).Select(r => r.P).OfType<double>()]);
        var at = 0;
        foreach (var variant in _rates.Keys.ToList())
        {
            _rates[variant] = [.. _rates[variant].Select(r => r.P is null ? r : r with { Holm = holm[at++] })];
        }
    }
}
