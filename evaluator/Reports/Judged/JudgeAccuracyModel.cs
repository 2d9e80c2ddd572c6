namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>A judge, or the panel, against labels of this run's own failures; each label weighted by the failures that it stands for.</summary>
internal sealed record JudgeAccuracyModel
{
    /// <summary>The judge's id; "panel" for what they say together.</summary>
    public required string Judge { get; init; }

    /// <summary>Who labelled: person, model or construction.</summary>
    public required string AnnotatorKind { get; init; }

    /// <summary>The annotator and the round, in words.</summary>
    public required string Labels { get; init; }

    /// <summary>Labels on which there is a verdict, of all. A missing one counts as not right.</summary>
    public required ShareModel Covered { get; init; }

    /// <summary>Right step, right type and both, in percent of the failures that the labels stand for.</summary>
    public required EstimateModel Step { get; init; }
    public required EstimateModel Type { get; init; }
    public required EstimateModel Both { get; init; }
}
