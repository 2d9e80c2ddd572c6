namespace QuantGrpc.Evaluator.Storage;

/// <summary>What a judge of a run is asked for.</summary>
internal enum JudgeRole
{
    Voter,

    /// <summary>Asked only where the voters leave step or type open; it has no vote.</summary>
    Arbiter,
}

/// <summary>A judge's place in a run's panel.</summary>
internal sealed record JudgeSeat
{
    /// <summary>The judge's id.</summary>
    public required string Judge { get; init; }

    public JudgeRole Role { get; init; }

    /// <summary>What its vote counts, above 0.</summary>
    public double Weight { get; init; } = 1;
}
