namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A base model of a study: its reference and one variant on the study's problems.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Reference">A problem's share of right samples, 0 to 1.</param>
/// <param name="Variant">The same problems in the same order.</param>
internal sealed record StudyModel(string Name, IReadOnlyList<double> Reference, IReadOnlyList<double> Variant);

/// <summary>Losses of several base models, each with an interval that holds for all at once.</summary>
internal sealed record StudyLosses
{
    /// <summary>A loss a model, in the order given, with simultaneous 95 % intervals.</summary>
    public required IReadOnlyList<Estimate> Losses { get; init; }

    /// <summary>Their mean, with a BCa interval of its own.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>The largest. It was selected, so its interval is that of the largest true loss: the largest ends of the simultaneous intervals.</summary>
    public required Estimate Maximum { get; init; }

    /// <summary>Where the largest was seen.</summary>
    public required string MaximumAt { get; init; }
}
