namespace QuantGrpc.Evaluator.Storage;

/// <summary>How many equations of a result were decided without a judge, and how many of them do not hold.</summary>
internal sealed record EquationCount
{
    public required long ResultId { get; init; }

    /// <summary>The version of what checks equations: a newer one counts again, without generating.</summary>
    public required string CheckerVersion { get; init; }

    public required int Checked { get; init; }
    public required int Wrong { get; init; }
}
