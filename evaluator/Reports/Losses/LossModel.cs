namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>A variant against the reference on the same problems.</summary>
internal sealed record LossModel
{
    /// <summary>Points of accuracy; negative for a gain. Tango's interval; with several samples a problem, the bootstrap's.</summary>
    public required double Points { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    public required int Lost { get; init; }
    public required int Gained { get; init; }

    /// <summary>Answers that both have given.</summary>
    public required int Pairs { get; init; }

    /// <summary>That nothing is lost: exact, two-sided. With several samples a problem, Student's test over problems.</summary>
    public required double McNemar { get; init; }

    /// <summary>Adjusted over the variants.</summary>
    public required double Holm { get; init; }

    /// <summary>may ship, loses, undecided; absent while the run is unfinished.</summary>
    public string? Verdict { get; init; }

    /// <summary>The acceptable loss in points at which it would pass.</summary>
    public double? PassesAt { get; init; }
    public int? ProblemsToDecide { get; init; }

    /// <summary>The verdict at other acceptable losses, ascending; empty while the run is unfinished. The report's own is among them.</summary>
    public IReadOnlyList<VerdictAtModel> Verdicts { get; init; } = [];

    /// <summary>The loss in points by bootstrap over problems (BCa), beside the interval above.</summary>
    public EstimateModel? Bootstrap { get; init; }

    /// <summary>The loss in percent of the reference's accuracy, alike; absent where that is zero.</summary>
    public EstimateModel? OfReference { get; init; }

    /// <summary>The smallest true loss, in points, that so many problems show with 80 % power; absent where they are too few for any.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>Problems that turn either way, in percent, beyond those that the reference turns by itself; absent without a noise floor.</summary>
    public EstimateModel? FlipsBeyondNoise { get; init; }

    /// <summary>
    /// The same comparison without pairs in which either answer is ungradable; absent where no pair is. The comparison above takes such
    /// answers on the side that hurts the variant.
    /// </summary>
    public DifferenceModel? GradableOnly { get; init; }
}
