namespace QuantGrpc.Evaluator.Storage;

/// <summary>An annotator's label of a failure, keyed by (run, result, annotator, round).</summary>
internal sealed record FailureLabel
{
    public required long ResultId { get; init; }

    /// <summary>person, model or construction. Only the first may be called people.</summary>
    public required string AnnotatorKind { get; init; }

    /// <summary>Empty where the annotator gave none.</summary>
    public required string AnnotatorName { get; init; }

    /// <summary>From 1: the same annotator may label the same failure again.</summary>
    public required int Round { get; init; }

    /// <summary>From 1; the closing answer is the step after the last; absent where no step is wrong.</summary>
    public int? FirstErrorStep { get; init; }

    /// <summary>In snake case; "none" where no step is wrong.</summary>
    public required string ErrorType { get; init; }

    /// <summary>Whether a number was miscopied.</summary>
    public bool Transcription { get; init; }

    /// <summary>What it was drawn from, without telling any verdict. Labels of one stratum have one weight.</summary>
    public required string Stratum { get; init; }

    /// <summary>Failures of the run that this one stands for.</summary>
    public required double Weight { get; init; }
}
