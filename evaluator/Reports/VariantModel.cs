using QuantGrpc.Evaluator.Reports.Divergences;
using QuantGrpc.Evaluator.Reports.Errors;
using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Reports.Losses;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>One variant.</summary>
internal sealed record VariantModel
{
    public required string Id { get; init; }
    public required bool IsReference { get; init; }
    public string? Wakv { get; init; }
    public double? BitsPerWeight { get; init; }
    public long? FileBytes { get; init; }
    public required ShareModel Accuracy { get; init; }
    public required int Ungradable { get; init; }
    public required int Truncated { get; init; }
    public required int Looping { get; init; }
    public required int FollowsFrame { get; init; }
    public required int WeakAnswers { get; init; }
    public required double MeanTokens { get; init; }
    public required double TokensPerSecond { get; init; }

    /// <summary>Outputs cut by the token limit, those that repeat themselves, and those in the asked form, of all graded ones.</summary>
    public ShareModel? TruncatedShare { get; init; }
    public ShareModel? LoopingShare { get; init; }
    public ShareModel? FrameShare { get; init; }

    /// <summary>The first two against the reference on the same problems; absent for the reference itself.</summary>
    public DifferenceModel? TruncatedDifference { get; init; }
    public DifferenceModel? LoopingDifference { get; init; }

    /// <summary>Tokens in percent of the reference's on the same problems; absent for the reference itself and where tokens are not told.</summary>
    public EstimateModel? TokenInflation { get; init; }

    public CostModel? Cost { get; init; }

    /// <summary>Absent with one sample a problem.</summary>
    public SamplesModel? Sampled { get; init; }

    /// <summary>Against the reference; absent for the reference itself.</summary>
    public LossModel? Loss { get; init; }

    /// <summary>Accuracy by subject, in the report's order of subjects.</summary>
    public required IReadOnlyList<ShareModel> BySubject { get; init; }

    /// <summary>Accuracy by level, in the report's order of levels.</summary>
    public required IReadOnlyList<ShareModel> ByLevel { get; init; }

    /// <summary>Accuracy by subject (outer) and level (inner), in the report's order of both.</summary>
    public IReadOnlyList<IReadOnlyList<ShareModel>> BySubjectAndLevel { get; init; } = [];

    /// <summary>First errors per 100 problems by type: of the types that hold, the first in the judges' order.</summary>
    public required IReadOnlyList<ErrorRateModel> Errors { get; init; }

    /// <summary>
    /// The same, each error under the first of its types in the order conceptual, method, execution, reasoning: the order moves the shares.
    /// </summary>
    public IReadOnlyList<ErrorRateModel> ErrorsInOtherOrder { get; init; } = [];

    /// <summary>The first table corrected for the judges' confusion; empty without labels.</summary>
    public IReadOnlyList<CorrectedRateModel> CorrectedErrors { get; init; } = [];

    /// <summary>
    /// Failures in which the solution took a wrong step back itself, of those on which a judge's form asks for it. Right solutions are not judged:
    /// what they took back is not seen. Absent where no form asks.
    /// </summary>
    public ShareModel? SelfRepair { get; init; }

    /// <summary>Whether types, and steps, of first errors are spread otherwise than the reference's; absent without errors in both.</summary>
    public ShiftModel? TypeShift { get; init; }
    public ShiftModel? StepShift { get; init; }

    /// <summary>First errors per 100 problems by capability.</summary>
    public required IReadOnlyList<ErrorRateModel> Capabilities { get; init; }

    /// <summary>Absent where no equations are counted.</summary>
    public EquationsModel? Equations { get; init; }

    /// <summary>Errors at step k among the solutions that reach it.</summary>
    public required IReadOnlyList<ShareModel> Hazard { get; init; }

    /// <summary>The same on problems that the reference solves; empty for the reference itself.</summary>
    public IReadOnlyList<ShareModel> HazardWhereReferenceRight { get; init; } = [];

    /// <summary>Against the reference's hazard; absent for the reference itself.</summary>
    public HazardTestModel? HazardTest { get; init; }

    public required int Failed { get; init; }

    /// <summary>Failures with a verdict: the one judge's, or one that the judges elected.</summary>
    public required int Judged { get; init; }

    /// <summary>Failures on which the judges disagree.</summary>
    public int Disagreed { get; init; }

    /// <summary>Failures whose step the judges agree on, and whose type they do not.</summary>
    public int TypesOpen { get; init; }

    /// <summary>Absent where the run has none: it was not asked for, or the variant is an endpoint's.</summary>
    public DivergenceModel? Divergence { get; init; }
}
