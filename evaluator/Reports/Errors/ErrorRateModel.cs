namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>First errors of a kind per 100 problems.</summary>
/// <param name="Name">A type, or a capability.</param>
/// <param name="Rate">Over all problems.</param>
/// <param name="Difference">Against the reference on the same problems; absent for the reference itself.</param>
internal sealed record ErrorRateModel(string Name, ShareModel Rate, DifferenceModel? Difference = null)
{
    /// <summary>Variant over reference; absent for the reference itself. Its value and ends are absent where they are infinite.</summary>
    public EstimateModel? Ratio { get; init; }

    /// <summary>That the rate is the reference's, on the same problems: exact McNemar. With several samples a problem, Student's test over problems.</summary>
    public double? P { get; init; }

    /// <summary>Adjusted over the variants and the names of this table.</summary>
    public double? Holm { get; init; }

    /// <summary>Its share of the failures that have a type. It can rise while the rate falls.</summary>
    public ShareModel? ShareOfFailures { get; init; }

    /// <summary>Of these errors, those in which a number was miscopied; absent where no judge's form asks.</summary>
    public ShareModel? Transcribed { get; init; }

    /// <summary>Per 100 problems that the reference solves; absent for the reference itself.</summary>
    public ShareModel? RateWhereReferenceRight { get; init; }

    /// <summary>Share of the failures with a type on problems that the reference solves.</summary>
    public ShareModel? ShareWhereReferenceRight { get; init; }
}
