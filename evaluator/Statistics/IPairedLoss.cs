namespace QuantGrpc.Evaluator.Statistics;

/// <summary>What a variant lost against the reference on the same problems: counts of flips, or shares of samples a problem.</summary>
internal interface IPairedLoss
{
    /// <summary>Problems that both have answered.</summary>
    int Pairs { get; }

    /// <summary>
    /// Standard normal if the loss is <paramref name="loss"/>; positive where more was lost. Half of the smallest possible step nearer to zero
    /// (continuity correction): a claim that is called sure must not be wrong more often than it says.
    /// </summary>
    /// <param name="loss">The hypothesis.</param>
    /// <param name="scale">As if there were this many times the problems with the same shares of flips.</param>
    double StrictScore(double loss, double scale);
}
