using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A share with its counts and its Wilson interval, in percent.</summary>
internal sealed record ShareModel(int Successes, int Trials, double Percent, double Low, double High)
{
    public static ShareModel Of(Proportion proportion)
    {
        var interval = proportion.Wilson();
        return new ShareModel(
            proportion.Successes, proportion.Trials, proportion.Trials == 0 ? 0 : 100 * proportion.Share, 100 * interval.Low, 100 * interval.High);
    }
}

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

    /// <summary>Acceptable loss in points.</summary>
    public required double AcceptableLoss { get; init; }

    /// <summary>Why the run is not complete, with what is there of it; absent where it is complete.</summary>
    public string? Unfinished { get; init; }

    /// <summary>The report in sentences.</summary>
    public required IReadOnlyList<string> Summary { get; init; }

    public required IReadOnlyList<VariantModel> Variants { get; init; }

    public required IReadOnlyList<string> Subjects { get; init; }

    public required IReadOnlyList<int> Levels { get; init; }

    public required IReadOnlyList<JudgeModel> Judges { get; init; }

    /// <summary>What is to be said of judges, or how to judge later.</summary>
    public required string JudgeNote { get; init; }

    public required IReadOnlyList<FailureModel> Failures { get; init; }

    /// <summary>Failures that are not shown because there are too many.</summary>
    public int FailuresLeftOut { get; init; }

    public required IReadOnlyList<FactModel> Facts { get; init; }
}

/// <summary>A line of provenance.</summary>
internal sealed record FactModel(string Name, string Value);

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

    /// <summary>Against the reference; absent for the reference itself.</summary>
    public LossModel? Loss { get; init; }

    /// <summary>Accuracy by subject, in the report's order of subjects.</summary>
    public required IReadOnlyList<ShareModel> BySubject { get; init; }

    /// <summary>Accuracy by level, in the report's order of levels.</summary>
    public required IReadOnlyList<ShareModel> ByLevel { get; init; }

    /// <summary>Accuracy by subject (outer) and level (inner), in the report's order of both.</summary>
    public IReadOnlyList<IReadOnlyList<ShareModel>> BySubjectAndLevel { get; init; } = [];

    /// <summary>First errors per 100 problems by type, most wanted order of types.</summary>
    public required IReadOnlyList<ErrorRateModel> Errors { get; init; }

    /// <summary>First errors per 100 problems by capability.</summary>
    public required IReadOnlyList<ErrorRateModel> Capabilities { get; init; }

    /// <summary>Errors at step k among the solutions that reach it.</summary>
    public required IReadOnlyList<ShareModel> Hazard { get; init; }

    public required int Failed { get; init; }

    /// <summary>Failures with a verdict: the one judge's, or one that the judges elected.</summary>
    public required int Judged { get; init; }

    /// <summary>Failures on which the judges disagree.</summary>
    public int Disagreed { get; init; }

    /// <summary>Failures whose step the judges agree on, and whose type they do not.</summary>
    public int TypesOpen { get; init; }
}

/// <summary>A variant against the reference on the same problems.</summary>
internal sealed record LossModel
{
    /// <summary>Points of accuracy; negative for a gain.</summary>
    public required double Points { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>Percent of the reference's accuracy; absent where that is zero.</summary>
    public double? PercentOfReference { get; init; }
    public required int Lost { get; init; }
    public required int Gained { get; init; }
    public required int Pairs { get; init; }
    public required double McNemar { get; init; }

    /// <summary>Adjusted over the variants.</summary>
    public required double Holm { get; init; }

    /// <summary>may ship, loses, undecided; absent while the run is unfinished.</summary>
    public string? Verdict { get; init; }

    /// <summary>The acceptable loss in points at which it would pass.</summary>
    public double? PassesAt { get; init; }
    public int? ProblemsToDecide { get; init; }

    /// <summary>
    /// The same comparison without pairs in which either answer is ungradable; absent where no pair is. The comparison above takes such
    /// answers on the side that hurts the variant.
    /// </summary>
    public DifferenceModel? GradableOnly { get; init; }
}

/// <summary>A paired difference in points, with its 95 % interval and the counts behind it.</summary>
/// <param name="Points">(More - Fewer) / Pairs, in points.</param>
/// <param name="More">Problems on which it happens here and not in the reference: a loss, or an error of the kind.</param>
/// <param name="Fewer">Problems on which it happens in the reference and not here.</param>
internal sealed record DifferenceModel(double Points, double Low, double High, int More, int Fewer, int Pairs)
{
    /// <summary>Null where there are no pairs.</summary>
    public static DifferenceModel? Of(PairedOutcomes outcomes)
    {
        if (outcomes.Pairs == 0)
        {
            return null;
        }

        var interval = outcomes.LossInterval(Proportion.Z95);
        return new DifferenceModel(100 * outcomes.Loss, 100 * interval.Low, 100 * interval.High, outcomes.Lost, outcomes.Gained, outcomes.Pairs);
    }
}

/// <summary>First errors of a kind per 100 problems.</summary>
/// <param name="Difference">Against the reference on the same problems; absent for the reference itself.</param>
internal sealed record ErrorRateModel(string Name, ShareModel Rate, DifferenceModel? Difference = null);

/// <summary>A failure in the browser.</summary>
internal sealed record FailureModel
{
    public required string Variant { get; init; }
    public required string ProblemId { get; init; }
    public string? Subject { get; init; }
    public int? Level { get; init; }
    public required string Problem { get; init; }
    public required string Gold { get; init; }
    public string? Answer { get; init; }

    /// <summary>not_equivalent or ungradable.</summary>
    public required string Grade { get; init; }

    /// <summary>The rule that decided, with its reason.</summary>
    public required string Rule { get; init; }
    public string? Flip { get; init; }
    public required IReadOnlyList<string> Steps { get; init; }
    public required string Output { get; init; }
    public string? ReferenceOutput { get; init; }
    public IReadOnlyList<string> ReferenceSteps { get; init; } = [];
    public string? ReferenceAnswer { get; init; }

    /// <summary>What the judges say together, in a word or two: a type, or why there is none; absent where nobody judged.</summary>
    public string? Outcome { get; init; }

    /// <summary>The votes behind it.</summary>
    public string? Agreement { get; init; }

    /// <summary>The step that stands.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>The type that stands.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Every judge's own word.</summary>
    public IReadOnlyList<JudgementModel> Verdicts { get; init; } = [];

    public bool Truncated { get; init; }
}
