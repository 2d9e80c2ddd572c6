namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Chance that one of k samples is right, without bias from n of them (Chen et al. 2021, arXiv:2107.03374, section 2.1).</summary>
internal static class PassAtK
{
    /// <param name="samples">Samples of the problem, n.</param>
    /// <param name="right">Right ones among them, c.</param>
    /// <param name="k">1 to <paramref name="samples"/>.</param>
    public static double Of(int samples, int right, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(right, samples);
        if (samples - right < k)
        {
            return 1;
        }

        var allWrong = 1.0;
        for (var i = samples - right + 1; i <= samples; i++)
        {
            allWrong *= 1 - ((double)k / i);
        }

        return 1 - allWrong;
    }
}
