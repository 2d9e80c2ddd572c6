namespace QuantGrpc.Evaluator.Steps;

/// <summary>A solution's text split into steps.</summary>
internal sealed record ParsedSolution
{
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>
    /// The closing answer: the last line or paragraph where it only states the answer. Counted, it is the step after the last.
    /// Null where the text ends before one, or states the answer inside a labelled step.
    /// </summary>
    public required string? Closing { get; init; }

    public required StepFormat Format { get; init; }

    /// <summary>Exactly <c>Step k:</c> lines numbered 1 to n, nothing before them, and a closing line that holds the box.</summary>
    public required bool FollowsFrame { get; init; }
}
