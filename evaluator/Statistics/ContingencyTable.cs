namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Counts in rows (a variant, the reference) and columns (types, steps), with Pearson's chi-square.</summary>
internal sealed class ContingencyTable(int rows, int columns)
{
    private readonly int[] _counts = new int[rows * columns];
    private readonly int[] _rows = new int[rows];
    private readonly int[] _columns = new int[columns];
    private int _total;

    public int DegreesOfFreedom => Math.Max(0, Used(_rows) - 1) * Math.Max(0, Used(_columns) - 1);

    public int Row(int row) => _rows[row];

    public void Add(int row, int column, int count = 1)
    {
        _counts[(row * columns) + column] += count;
        _rows[row] += count;
        _columns[column] += count;
        _total += count;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Array.Clear(_rows);
        Array.Clear(_columns);
        _total = 0;
    }

    /// <summary>Pearson 1900; empty rows and columns count for nothing.</summary>
    public double ChiSquare()
    {
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                double count = _counts[(row * columns) + column];
                sum += count == 0 ? 0 : count * count / ((double)_rows[row] * _columns[column]);
            }
        }

        return _total == 0 ? 0 : Math.Max(0, _total * (sum - 1));
    }

    /// <summary>Size of the association, 0 to 1 (Cramér 1946).</summary>
    public double CramersV()
    {
        var least = Math.Min(Used(_rows), Used(_columns)) - 1;
        return least < 1 ? 0 : Math.Sqrt(ChiSquare() / (_total * (double)least));
    }

    private static int Used(int[] margin) => margin.Count(m => m > 0);
}
