namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Whether first errors are spread otherwise than the reference's: over types, or over steps.</summary>
internal sealed record ShiftModel
{
    public required double ChiSquare { get; init; }
    public required int DegreesOfFreedom { get; init; }

    /// <summary>By exchanging reference and variant at random, a problem at a time.</summary>
    public required double P { get; init; }

    /// <summary>Adjusted over the variants.</summary>
    public required double Holm { get; init; }

    /// <summary>Size of the association, 0 to 1.</summary>
    public required double CramersV { get; init; }

    /// <summary>First errors of the reference and of the variant that were compared.</summary>
    public required int ReferenceErrors { get; init; }
    public required int VariantErrors { get; init; }
}
