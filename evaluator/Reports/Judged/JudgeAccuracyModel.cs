namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>A judge, or what all say together, against labels of this run's own failures; each label weighted by the failures that it stands for.</summary>
internal sealed record JudgeAccuracyModel
{
    /// <summary>The judge's id; "all together" for the vote.</summary>
    public required string Judge { get; init; }

    /// <summary>Who labelled: person, model or construction.</summary>
    public required string AnnotatorKind { get; init; }

    public required string Annotator { get; init; }

    /// <summary>Labels, and those on which there is a verdict. A missing one counts as not right.</summary>
    public required ShareModel Covered { get; init; }

    /// <summary>Right step, right type and both, in percent of the failures.</summary>
    public required EstimateModel Step { get; init; }
    public required EstimateModel Type { get; init; }
    public required EstimateModel Both { get; init; }
}
