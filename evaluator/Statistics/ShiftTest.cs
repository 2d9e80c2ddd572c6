namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Whether failures are spread otherwise: over types, or over the step of the first error. Failures of two variants on the same problems are
/// not independent: the null is that reference and variant could be exchanged on each problem, and p comes from random exchanges.
/// </summary>
internal sealed record ShiftTest
{
    /// <summary>Pearson's.</summary>
    public required double ChiSquare { get; init; }

    public required int DegreesOfFreedom { get; init; }

    public required double P { get; init; }

    /// <summary>0 to 1.</summary>
    public required double CramersV { get; init; }

    /// <summary>Failures of the reference that have a type or step, and of the variant.</summary>
    public required int Reference { get; init; }
    public required int Variant { get; init; }

    /// <param name="reference">Each problem's type or step of the first error; null where there is none.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="exchange">How to exchange them.</param>
    public static ShiftTest Paired(IReadOnlyList<int?> reference, IReadOnlyList<int?> variant, Exchange exchange)
    {
        if (reference.Count != variant.Count)
        {
            throw new ArgumentException($"The reference has {reference.Count} problems and the variant {variant.Count}: an exchange needs both.", nameof(variant));
        }

        var codes = reference.Concat(variant).OfType<int>().Distinct().Order().Select((value, code) => (value, code)).ToDictionary(p => p.value, p => p.code);
        int?[] Coded(IReadOnlyList<int?> values) => [.. values.Select(v => v is { } value ? codes[value] : (int?)null)];
        var pairs = new TableExchange(Coded(reference), Coded(variant), codes.Count, exchange);
        var observed = pairs.Observed();
        var test = new ShiftTest
        {
            ChiSquare = observed.ChiSquare(),
            DegreesOfFreedom = observed.DegreesOfFreedom,
            P = 1,
            CramersV = observed.CramersV(),
            Reference = observed.Row(0),
            Variant = observed.Row(1),
        };
        return test.DegreesOfFreedom == 0 ? test : test with { P = exchange.P(chance => pairs.Exchanged(chance).ChiSquare() >= test.ChiSquare - 1e-9) };
    }
}
