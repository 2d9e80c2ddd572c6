using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// A variant and the reference with several samples a problem: the problem is the unit, whatever its samples have in common
/// (Miller 2024, arXiv:2411.00640: clustered and paired standard errors).
/// </summary>
internal sealed class PairedScores : IPairedLoss
{
    private readonly int _samples;
    private readonly double _variance;

    /// <param name="reference">A problem's share of right samples, 0 to 1.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="samples">Samples a problem, at least one.</param>
    public PairedScores(IReadOnlyList<double> reference, IReadOnlyList<double> variant, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        var losses = Losses(reference, variant);
        _samples = samples;
        Pairs = losses.Length;
        Loss = losses.Average();
        _variance = Pairs < 2 ? 0 : losses.Sum(d => (d - Loss) * (d - Loss)) / (Pairs - 1);
    }

    public int Pairs { get; }

    /// <summary>Loss of accuracy, reference minus variant, 0 to 1; negative for a gain.</summary>
    public double Loss { get; }

    /// <summary>Of the loss; 0 for one problem.</summary>
    public double StandardError => Math.Sqrt(_variance / Pairs);

    /// <summary>Two-sided, that nothing is lost and nothing gained.</summary>
    public double P() => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(StrictScore(0, 1))));

    /// <summary>
    /// Distance from a hypothetical loss in standard errors, half a sample nearer to zero, as a quantile of the normal: Student's t with one less degree of freedom
    /// than problems. The variance is no smaller than that of independent samples with all their flips on one side: where few flips were seen,
    /// the seen variance is too small to be trusted.
    /// </summary>
    public double StrictScore(double loss, double scale)
    {
        var distance = Math.CopySign(Math.Max(0, Math.Abs(Loss - loss) - (0.5 / (_samples * Pairs * scale))), Loss - loss);
        var size = Math.Abs(loss);
        var error = Math.Sqrt(Math.Max(_variance, size * (1 - size) / _samples) / (Pairs * scale));
        if (distance == 0)
        {
            return 0;
        }

        var tail = StudentT.CDF(0, 1, Math.Max(1, (Pairs * scale) - 1), -Math.Abs(distance) / error);
        return Math.Sign(distance) * -Normal.InvCDF(0, 1, Math.Max(tail, double.Epsilon));
    }

    /// <summary>Reference minus variant, a problem.</summary>
    internal static double[] Losses(IReadOnlyList<double> reference, IReadOnlyList<double> variant)
    {
        if (reference.Count != variant.Count || reference.Count == 0)
        {
            throw new ArgumentException($"The reference has {reference.Count} problems and the variant {variant.Count}: a pair needs both, and one pair at least.", nameof(variant));
        }

        var losses = new double[reference.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = reference[i] - variant[i];
        }

        return losses;
    }
}
