namespace QuantGrpc.Evaluator.Statistics;

/// <summary>One kind of event (a first error of some type) in the variant and in the reference, on the same problems.</summary>
/// <param name="Both">Problems where both show it.</param>
/// <param name="VariantOnly">Problems where the variant alone does.</param>
/// <param name="ReferenceOnly">Problems where the reference alone does.</param>
/// <param name="Pairs">All problems.</param>
internal readonly record struct PairedEvents(int Both, int VariantOnly, int ReferenceOnly, int Pairs)
{
    /// <summary>Beyond these a ratio is reported as 0 or infinite.</summary>
    private const double WidestLog = 14;

    public Proportion Variant => new(Both + VariantOnly, Pairs);

    public Proportion Reference => new(Both + ReferenceOnly, Pairs);

    /// <summary>Exact two-sided test that both show it alike.</summary>
    public double McNemar() => new PairedOutcomes(VariantOnly, ReferenceOnly, Pairs).McNemar();

    /// <summary>Variant minus reference, 0 to 1, with Tango's score interval (Tango 1998, Statistics in Medicine 17:891).</summary>
    public Estimate Difference()
    {
        var outcomes = new PairedOutcomes(VariantOnly, ReferenceOnly, Pairs);
        return new Estimate(outcomes.Loss, outcomes.LossInterval(Proportion.Z95));
    }

    /// <summary>
    /// Variant over reference with the score interval for paired shares (Nam and Blackwelder 2002, Statistics in Medicine 21:689), which,
    /// unlike the log-normal one, holds with empty cells. Without any event in the reference the ratio has no upper end; without any at all it is NaN.
    /// </summary>
    public Estimate Ratio()
    {
        var (variant, reference) = (Variant.Successes, Reference.Successes);
        var low = variant == 0 ? 0 : Math.Exp(Cross(Proportion.Z95));
        var high = reference == 0 ? double.PositiveInfinity : Math.Exp(Cross(-Proportion.Z95));
        return new Estimate((double)variant / reference, new Interval(low, high));
    }

    /// <summary>Standard normal if the ratio is <paramref name="ratio"/>; positive where the variant shows more.</summary>
    internal double RatioScore(double ratio)
    {
        var distance = Variant.Successes - (ratio * Reference.Successes);
        var only = ReferenceOnlyGiven(ratio);
        var other = (((ratio - 1) * (Both + VariantOnly + ReferenceOnly)) + only) / ratio;
        var variance = ratio * (Math.Max(0, other) + only);
        return distance == 0 ? 0 : distance / Math.Sqrt(Math.Max(variance, 1e-300));
    }

    /// <summary>
    /// The expected number of problems where the reference alone shows it, most likely under the ratio. The problems without any event keep
    /// their share, which leaves one unknown and a quadratic.
    /// </summary>
    internal double ReferenceOnlyGiven(double ratio)
    {
        double any = Both + VariantOnly + ReferenceOnly;
        var linear = VariantOnly + ReferenceOnly - (((ratio * ratio) - 1) * Reference.Successes);
        var root = (linear * linear) + (4 * (1 + ratio) * (ratio - 1) * ReferenceOnly * any);
        return Math.Max(0, (linear + Math.Sqrt(Math.Max(0, root))) / (2 * (1 + ratio)));
    }

    // The score falls as the ratio rises.
    private double Cross(double score)
    {
        var (low, high) = (-WidestLog, WidestLog);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = RatioScore(Math.Exp(middle)) > score ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
