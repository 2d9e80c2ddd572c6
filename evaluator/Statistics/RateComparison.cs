namespace QuantGrpc.Evaluator.Statistics;

/// <summary>First errors of one type per 100 problems, variant against reference.</summary>
/// <param name="Type">The type's name.</param>
/// <param name="Events">The counts behind it.</param>
/// <param name="Difference">Variant minus reference, per 100 problems.</param>
/// <param name="Ratio">Variant over reference.</param>
internal sealed record RateComparison(string Type, PairedEvents Events, Estimate Difference, Estimate Ratio)
{
    /// <summary>A comparison a type that occurs, in ordinal order. The denominator is all problems: a share can rise while its rate falls.</summary>
    /// <param name="reference">Each problem's type of first error in the reference; null where there is none.</param>
    /// <param name="variant">The same problems in the same order.</param>
    public static IReadOnlyList<RateComparison> ByType(IReadOnlyList<string?> reference, IReadOnlyList<string?> variant)
    {
        if (reference.Count != variant.Count)
        {
            throw new ArgumentException($"The reference has {reference.Count} problems and the variant {variant.Count}: rates are paired.", nameof(variant));
        }

        var types = reference.Concat(variant).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return [.. types.Select(type => Of(type, Count(reference, variant, type)))];
    }

    /// <summary>Variant minus reference per 100 problems, with several samples a problem: bootstrap over problems.</summary>
    /// <param name="reference">Each problem's share of samples with such an error, 0 to 1.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="chance">Seeded.</param>
    public static Estimate ClusteredDifference(double[] reference, double[] variant, Random chance) =>
        PairedBootstrap.Loss(variant, reference, chance).Times(100);

    /// <summary>Variant over reference, alike; NaN where the reference shows none.</summary>
    /// <param name="reference">Each problem's share of samples with such an error, 0 to 1.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="chance">Seeded.</param>
    public static Estimate ClusteredRatio(double[] reference, double[] variant, Random chance) =>
        new RatioOfSums(variant, reference).WithInterval(chance);

    /// <summary>Of counts; a type that occurs nowhere has a rate too.</summary>
    public static RateComparison Of(string type, PairedEvents events) => new(type, events, events.Difference().Times(100), events.Ratio());

    private static PairedEvents Count(IReadOnlyList<string?> reference, IReadOnlyList<string?> variant, string type)
    {
        var (both, variantOnly, referenceOnly) = (0, 0, 0);
        for (var i = 0; i < reference.Count; i++)
        {
            var (inReference, inVariant) = (reference[i] == type, variant[i] == type);
            both += inReference && inVariant ? 1 : 0;
            variantOnly += !inReference && inVariant ? 1 : 0;
            referenceOnly += inReference && !inVariant ? 1 : 0;
        }

        return new PairedEvents(both, variantOnly, referenceOnly, reference.Count);
    }
}
