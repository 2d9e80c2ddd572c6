namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Whether a variant goes wrong earlier than the reference, over all steps: the log-rank test on the same problems, right solutions censored.</summary>
internal sealed record HazardTestModel
{
    /// <summary>First errors of the variant, and those expected of it if both went wrong alike at every step.</summary>
    public required int Observed { get; init; }
    public required double Expected { get; init; }

    /// <summary>Variant over reference; absent without errors to expect.</summary>
    public double? Ratio { get; init; }

    /// <summary>By exchanging reference and variant at random, a problem at a time.</summary>
    public required double P { get; init; }

    /// <summary>Adjusted over the variants.</summary>
    public required double Holm { get; init; }

    /// <summary>Pairs in which both solutions are right or have a first wrong step.</summary>
    public required int Pairs { get; init; }
}
