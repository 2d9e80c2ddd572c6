namespace QuantGrpc.Evaluator.Reports.Divergences;

/// <summary>The reference's own solutions, forced through a variant.</summary>
internal sealed record DivergenceModel
{
    public required int Solutions { get; init; }
    public required long Tokens { get; init; }

    /// <summary>Nats a token, over all tokens of all solutions; bootstrap over problems.</summary>
    public required EstimateModel MeanKl { get; init; }

    /// <summary>Solutions in which the variant's likeliest token is the reference's everywhere.</summary>
    public required ShareModel WithoutFlip { get; init; }

    public required IReadOnlyList<StepKlModel> BySteps { get; init; }

    /// <summary>Against the judges' first wrong step; absent where no failure has both.</summary>
    public FlipAgreementModel? Agreement { get; init; }
}

/// <summary>Divergence in the k-th step of the reference's solutions.</summary>
/// <param name="Step">From 1; the closing answer is the step after the last.</param>
/// <param name="Solutions">Solutions that have it.</param>
/// <param name="MeanKl">Nats a token, the mean of the solutions' means.</param>
internal sealed record StepKlModel(int Step, int Solutions, double MeanKl);

/// <summary>
/// How often the step of the first flip is the judges' first wrong step, on problems that the reference solves and the variant does not.
/// </summary>
internal sealed record FlipAgreementModel
{
    public required ShareModel Same { get; init; }

    /// <summary>Percent that agree if the flips' steps are dealt out among these problems at random.</summary>
    public required double ChancePercent { get; init; }

    /// <summary>One-sided, by permutation: how often chance agrees as much.</summary>
    public required double P { get; init; }

    /// <summary>Lost problems with a first wrong step on which the variant flips nowhere; they are not counted above.</summary>
    public required int WithoutFlip { get; init; }
}
