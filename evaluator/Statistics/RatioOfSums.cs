namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A sum over problems divided by another: a part of it, or a mean over what the problems hold.</summary>
internal sealed class RatioOfSums
{
    private readonly double[] _over;
    private readonly double[] _under;

    /// <param name="over">One number a problem.</param>
    /// <param name="under">Of the same problems in the same order.</param>
    public RatioOfSums(double[] over, double[] under)
    {
        if (over.Length != under.Length || over.Length == 0)
        {
            throw new ArgumentException($"{over.Length} problems stand over {under.Length}: a ratio needs both numbers of each, and one problem at least.", nameof(under));
        }

        _over = over;
        _under = under;
    }

    /// <summary>With its BCa interval over problems; NaN for nothing over nothing, infinite for something over nothing.</summary>
    public Estimate WithInterval(Random chance) => PairedBootstrap.Of(_over.Length, At, chance);

    /// <summary>Of the problems at the indices.</summary>
    public double At(ReadOnlySpan<int> problems)
    {
        var (over, under) = (0.0, 0.0);
        foreach (var problem in problems)
        {
            over += _over[problem];
            under += _under[problem];
        }

        return over / under;
    }
}
