namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>A part of a run whose variants are generated side by side.</summary>
internal sealed record RunPhase
{
    /// <summary>Names of the run's variants.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>One cell at a time, so that nothing else is in the server's batch.</summary>
    public bool OneAtATime { get; init; }
}
