namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>How far annotators of one kind agree on failures that were labelled twice or more, by others or by the same one again.</summary>
internal sealed record AnnotatorAgreementModel
{
    /// <summary>person, model or construction.</summary>
    public required string AnnotatorKind { get; init; }

    /// <summary>Annotators and rounds, in words.</summary>
    public required string Labels { get; init; }

    public required ShareModel SameStep { get; init; }
    public required ShareModel SameStepAndType { get; init; }

    /// <summary>Krippendorff's alpha; absent where all labels are one and the same.</summary>
    public EstimateModel? StepAlpha { get; init; }
    public EstimateModel? StepAndTypeAlpha { get; init; }
}
