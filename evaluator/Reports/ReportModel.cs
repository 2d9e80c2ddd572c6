using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Reports.Losses;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>What the report shows; everything in it can be traced to counts.</summary>
internal sealed record ReportModel
{
    public required string Title { get; init; }

    /// <summary>Stands above everything; absent on real data.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the run is complete. An unfinished one has counts and no verdicts.</summary>
    public required bool IsComplete { get; init; }

    public required string Reference { get; init; }

    public required int Problems { get; init; }

    /// <summary>Answers a problem and variant.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Acceptable loss in points.</summary>
    public required double AcceptableLoss { get; init; }

    /// <summary>Why the run is not complete, with what is there of it; absent where it is complete.</summary>
    public string? Unfinished { get; init; }

    /// <summary>The report in sentences.</summary>
    public required IReadOnlyList<string> Summary { get; init; }

    public required IReadOnlyList<VariantModel> Variants { get; init; }

    /// <summary>The reference run again; absent where the run does not hold it. Such a variant is in no other table.</summary>
    public NoiseFloorModel? NoiseFloor { get; init; }

    public required IReadOnlyList<string> Subjects { get; init; }

    public required IReadOnlyList<int> Levels { get; init; }

    public required IReadOnlyList<JudgeModel> Judges { get; init; }

    /// <summary>What is to be said of judges, or how to judge later.</summary>
    public required string JudgeNote { get; init; }

    /// <summary>What makes the judges' word weaker than it looks, in sentences.</summary>
    public IReadOnlyList<string> JudgeWarnings { get; init; } = [];

    /// <summary>Absent with fewer than two judges.</summary>
    public AgreementModel? Agreement { get; init; }

    /// <summary>In the order of <see cref="Judges"/>.</summary>
    public IReadOnlyList<JudgeCostModel> JudgeCosts { get; init; } = [];

    /// <summary>Against labels of this run's own failures; empty without labels.</summary>
    public IReadOnlyList<JudgeAccuracyModel> JudgeAccuracy { get; init; } = [];

    /// <summary>How far the labels themselves agree; empty where nothing was labelled twice.</summary>
    public IReadOnlyList<AnnotatorAgreementModel> AnnotatorAgreement { get; init; } = [];

    /// <summary>Kind of annotator whose labels correct the error types; absent without labels.</summary>
    public string? CorrectedByKind { get; init; }

    /// <summary>What divergence is, or why there is none.</summary>
    public string DivergenceNote { get; init; } = "";

    public required IReadOnlyList<FailureModel> Failures { get; init; }

    /// <summary>Failures that are not shown because there are too many.</summary>
    public int FailuresLeftOut { get; init; }

    public required IReadOnlyList<FactModel> Facts { get; init; }
}
