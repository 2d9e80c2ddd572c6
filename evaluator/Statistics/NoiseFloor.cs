namespace QuantGrpc.Evaluator.Statistics;

/// <summary>The reference against itself, under another batch shape or seed: what moves without any quantization.</summary>
internal sealed record NoiseFloor
{
    /// <summary>First run against second: lost and gained are flips either way.</summary>
    public required PairedOutcomes Outcomes { get; init; }

    /// <summary>Problems that flipped, of all.</summary>
    public Proportion Flips => new(Outcomes.Lost + Outcomes.Gained, Outcomes.Pairs);

    /// <summary>First run minus second, 0 to 1, with Tango's interval.</summary>
    public Estimate Loss => new(Outcomes.Loss, Outcomes.LossInterval(Proportion.Z95));

    /// <param name="reference">Whether each problem is right.</param>
    /// <param name="again">The same problems, run again.</param>
    public static NoiseFloor Of(IReadOnlyList<bool> reference, IReadOnlyList<bool> again)
    {
        var (lost, gained) = (0, 0);
        for (var i = 0; i < SameProblems(reference, again); i++)
        {
            lost += reference[i] && !again[i] ? 1 : 0;
            gained += !reference[i] && again[i] ? 1 : 0;
        }

        return new NoiseFloor { Outcomes = new PairedOutcomes(lost, gained, reference.Count) };
    }

    /// <summary>Share of problems that a variant flips, either way, less the share that the reference flips by itself; bootstrap over problems.</summary>
    public static Estimate ExcessFlips(IReadOnlyList<bool> reference, IReadOnlyList<bool> again, IReadOnlyList<bool> variant, Random chance)
    {
        var excess = new double[SameProblems(reference, again)];
        for (var i = 0; i < SameProblems(reference, variant); i++)
        {
            excess[i] = (reference[i] != variant[i] ? 1 : 0) - (reference[i] != again[i] ? 1 : 0);
        }

        return PairedBootstrap.Mean(excess, chance);
    }

    private static int SameProblems(IReadOnlyList<bool> first, IReadOnlyList<bool> second) => first.Count == second.Count
        ? first.Count
        : throw new ArgumentException($"{first.Count} problems stand against {second.Count}: a run is compared on the same problems.", nameof(second));
}
