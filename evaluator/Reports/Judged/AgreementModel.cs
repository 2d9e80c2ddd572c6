namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>Krippendorff's alpha over the judges: 1 is perfect, 0 what chance would give; intervals by bootstrap over failures.</summary>
internal sealed record AgreementModel
{
    /// <summary>On the first wrong step, "none" included; absent where all say the same.</summary>
    public EstimateModel? Steps { get; init; }

    /// <summary>On its type.</summary>
    public EstimateModel? Types { get; init; }

    /// <summary>Failures on which two judges or more gave a valid verdict.</summary>
    public required int Failures { get; init; }

    public required int Judges { get; init; }
}
