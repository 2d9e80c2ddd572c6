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

    /// <summary>What a variant turns, either way, less what the reference turns by itself; bootstrap over problems.</summary>
    /// <param name="again">Each problem's share of answers that the second run turns, 0 to 1.</param>
    /// <param name="variant">Those that the variant turns, on the same problems.</param>
    /// <param name="chance">Seeded.</param>
    public static Estimate ExcessFlips(IReadOnlyList<double> again, IReadOnlyList<double> variant, Random chance) =>
        PairedBootstrap.Mean(PairedScores.Losses(variant, again), chance);

    private static int SameProblems(IReadOnlyList<bool> first, IReadOnlyList<bool> second) => first.Count == second.Count
        ? first.Count
        : throw new ArgumentException($"{first.Count} problems stand against {second.Count}: a run is compared on the same problems.", nameof(second));
}
