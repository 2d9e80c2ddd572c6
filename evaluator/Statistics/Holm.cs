namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Holm's step-down adjustment of several tests (Holm 1979).</summary>
internal static class Holm
{
    /// <summary>Adjusted p-values in the order of the given ones.</summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        var order = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToArray();
        var adjusted = new double[p.Count];
        var least = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, (p.Count - rank) * p[order[rank]]));
            adjusted[order[rank]] = least;
        }

        return adjusted;
    }
}
