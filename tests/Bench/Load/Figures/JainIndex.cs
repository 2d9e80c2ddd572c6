namespace QuantGrpc.Bench.Load.Figures;

/// <summary>
/// Fairness of shares (Jain, Chiu, Hawe: A Quantitative Measure of Fairness, 1984): 1 where all have the same, 1/n where one has all.
/// </summary>
internal static class JainIndex
{
    /// <param name="shares">At least one, none negative, not all 0.</param>
    public static double Of(IReadOnlyCollection<double> shares)
    {
        var sum = shares.Sum();
        return sum * sum / (shares.Count * shares.Sum(share => share * share));
    }
}
