namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Agreement beyond chance of any number of judges on nominal labels, with labels missing (Krippendorff 2011, Computing Krippendorff's
/// Alpha-Reliability). Units with fewer than two labels say nothing.
/// </summary>
internal sealed class KrippendorffAlpha
{
    private readonly int[][] _labels;
    private readonly double[] _disagreement;
    private readonly long[] _totals;

    private KrippendorffAlpha(IReadOnlyList<IReadOnlyList<string?>> units)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        _labels = [.. units.Select(u => u.OfType<string>().ToList()).Where(u => u.Count > 1).Select(u => u.Select(l => Code(codes, l)).ToArray())];
        _disagreement = Array.ConvertAll(_labels, Disagreement);
        _totals = new long[codes.Count];
    }

    /// <summary>1 is perfect, 0 chance; null where all labels are one and the same, or no unit has two: there is nothing to agree on.</summary>
    /// <param name="units">A row a solution, a column a judge, null where the judge has no label.</param>
    public static double? Of(IReadOnlyList<IReadOnlyList<string?>> units)
    {
        var alpha = new KrippendorffAlpha(units);
        var value = alpha.Value([.. Enumerable.Range(0, alpha._labels.Length)]);
        return double.IsNaN(value) ? null : value;
    }

    /// <summary>With a BCa interval over units; resamples with one label only are left out.</summary>
    public static Estimate? WithInterval(IReadOnlyList<IReadOnlyList<string?>> units, Random chance, int resamples = PairedBootstrap.Resamples)
    {
        var alpha = new KrippendorffAlpha(units);
        return Of(units) is null ? null : PairedBootstrap.Of(alpha._labels.Length, alpha.Value, chance, resamples);
    }

    private double Value(ReadOnlySpan<int> units)
    {
        Array.Clear(_totals);
        var (disagreement, labels, expected) = (0.0, 0.0, 0.0);
        foreach (var unit in units)
        {
            disagreement += _disagreement[unit];
            labels += _labels[unit].Length;
            foreach (var label in _labels[unit])
            {
                _totals[label]++;
            }
        }

        foreach (var total in _totals)
        {
            expected += total * (labels - total);
        }

        return expected == 0 ? double.NaN : 1 - ((labels - 1) * disagreement / expected);
    }

    // Ordered pairs of unlike labels, each unit weighted so that a label counts once.
    private static double Disagreement(int[] labels)
    {
        var alike = labels.GroupBy(l => l).Sum(g => (double)g.Count() * g.Count());
        return (((double)labels.Length * labels.Length) - alike) / (labels.Length - 1);
    }

    private static int Code(Dictionary<string, int> codes, string label)
    {
        if (!codes.TryGetValue(label, out var code))
        {
            code = codes[label] = codes.Count;
        }

        return code;
    }
}
