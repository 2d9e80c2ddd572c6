namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Equations that can be checked exactly, in all outputs, right answers included: numerical computation without a judge.</summary>
internal sealed record EquationsModel
{
    public required int Checked { get; init; }
    public required int Wrong { get; init; }

    /// <summary>Outputs whose equations are counted.</summary>
    public required int Outputs { get; init; }

    /// <summary>Wrong per 100 checked equations; bootstrap over problems.</summary>
    public required EstimateModel Per100 { get; init; }

    /// <summary>Variant minus reference on the same problems; absent for the reference itself.</summary>
    public EstimateModel? Difference { get; init; }

    /// <summary>Variant over reference, alike.</summary>
    public EstimateModel? Ratio { get; init; }
}
