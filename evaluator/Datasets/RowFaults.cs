namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Faults of a file's rows: all are counted, the first of them kept.</summary>
internal sealed class RowFaults
{
    /// <summary>How many are kept.</summary>
    public const int MostKept = 20;

    private readonly List<RowFault> _kept = [];

    public int Count { get; private set; }

    /// <summary>The first of them, in the order of the file.</summary>
    public IReadOnlyList<RowFault> Kept => _kept;

    public void Add(RowFault fault)
    {
        Count++;
        if (_kept.Count < MostKept)
        {
            _kept.Add(fault);
        }
    }

    /// <summary>All that are kept, a line each, and how many more there are.</summary>
    public override string ToString()
    {
        var lines = _kept.Select(f => f.ToString());
        return string.Join('\n', Count > _kept.Count ? lines.Append($"and {Count - _kept.Count} more") : lines);
    }
}
