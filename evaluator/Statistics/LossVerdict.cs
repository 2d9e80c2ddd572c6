namespace QuantGrpc.Evaluator.Statistics;

/// <summary>What can be said of a variant's loss.</summary>
internal enum LossDecision
{
    /// <summary>Surely smaller than what is acceptable.</summary>
    MayShip,

    /// <summary>Surely larger.</summary>
    Loses,

    Undecided,
}

/// <summary>A variant against an acceptable loss.</summary>
internal sealed record LossVerdict
{
    public required LossDecision Decision { get; init; }

    /// <summary>
    /// The smallest acceptable loss at which it would pass, 0 to 1, beside the same other variants: where Holm's adjusted test of it turns.
    /// </summary>
    public required double PassesAt { get; init; }

    /// <summary>Problems that would decide it if losses and flips of all variants stay as they are; null where it is decided or sits on the bound.</summary>
    public int? ProblemsToDecide { get; init; }
}
