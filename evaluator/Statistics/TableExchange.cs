namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Reference and variant, exchanged at random on each problem.</summary>
internal sealed class TableExchange
{
    private readonly ContingencyTable _table;
    private readonly int[] _alike;
    private readonly List<Unlike> _unlike = [];

    /// <param name="reference">A column a pair; null where it has none.</param>
    /// <param name="variant">The same pairs in the same order.</param>
    /// <param name="columns">How many there are.</param>
    /// <param name="exchange">Which pairs go together.</param>
    public TableExchange(int?[] reference, int?[] variant, int columns, Exchange exchange)
    {
        _table = new ContingencyTable(2, columns);
        _alike = new int[columns];
        var problem = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            problem += exchange.GoesOn(i) ? 0 : 1;
            if (reference[i] != variant[i])
            {
                _unlike.Add(new Unlike(problem, reference[i], variant[i]));
            }
            else if (reference[i] is { } column)
            {
                _alike[column]++;
            }
        }
    }

    public ContingencyTable Observed() => Fill(_ => false);

    public ContingencyTable Exchanged(Resampler resampler)
    {
        var (problem, swapped) = (0, false);
        return Fill(unlike =>
        {
            swapped = unlike.Problem == problem ? swapped : resampler.Coin();
            problem = unlike.Problem;
            return swapped;
        });
    }

    // Pairs of one column count alike whoever gave which: only the others are gone through.
    private ContingencyTable Fill(Func<Unlike, bool> isSwapped)
    {
        _table.Clear();
        for (var column = 0; column < _alike.Length; column++)
        {
            _table.Add(0, column, _alike[column]);
            _table.Add(1, column, _alike[column]);
        }

        foreach (var unlike in _unlike)
        {
            var row = isSwapped(unlike) ? 1 : 0;
            Add(row, unlike.Reference);
            Add(1 - row, unlike.Variant);
        }

        return _table;
    }

    private void Add(int row, int? column)
    {
        if (column is { } at)
        {
            _table.Add(row, at);
        }
    }

    private readonly record struct Unlike(int Problem, int? Reference, int? Variant);
}
