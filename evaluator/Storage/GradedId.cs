namespace QuantGrpc.Evaluator.Storage;

/// <summary>A grade of a run's result; ids grow in the order of storing.</summary>
internal sealed record GradedId
{
    public required long GradeId { get; init; }
    public required long ResultId { get; init; }
}
