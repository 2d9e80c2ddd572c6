namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Reference and variant, exchanged at random on each problem.</summary>
/// <param name="reference">A column a problem; null where it has none.</param>
/// <param name="variant">The same problems in the same order.</param>
/// <param name="columns">How many there are.</param>
internal sealed class TableExchange(int?[] reference, int?[] variant, int columns)
{
    private readonly ContingencyTable _table = new(2, columns);

    public ContingencyTable Observed()
    {
        var table = new ContingencyTable(2, columns);
        for (var i = 0; i < reference.Length; i++)
        {
            Add(table, 0, reference[i]);
            Add(table, 1, variant[i]);
        }

        return table;
    }

    public double P(double observed, Resampler resampler, int permutations)
    {
        var atLeast = 1;
        for (var permutation = 0; permutation < permutations; permutation++)
        {
            _table.Clear();
            for (var i = 0; i < reference.Length; i++)
            {
                var row = resampler.Coin() ? 1 : 0;
                Add(_table, row, reference[i]);
                Add(_table, 1 - row, variant[i]);
            }

            atLeast += _table.ChiSquare() >= observed - 1e-9 ? 1 : 0;
        }

        return atLeast / (permutations + 1.0);
    }

    private static void Add(ContingencyTable table, int row, int? column)
    {
        if (column is { } at)
        {
            table.Add(row, at);
        }
    }
}
