using MathNet.Numerics.Distributions;

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

    /// <summary>The smallest acceptable loss at which it would pass, 0 to 1: the upper one-sided 95 % bound of its loss.</summary>
    public required double PassesAt { get; init; }

    /// <summary>Problems that would decide it if loss and flips stay as they are; null where it is decided or sits on the bound.</summary>
    public int? ProblemsToDecide { get; init; }
}

/// <summary>
/// Two one-sided tests against an acceptable loss, Holm over the variants. "Not significant" is undecided, never safe.
/// </summary>
internal static class LossTest
{
    private const double Alpha = 0.05;

    private static readonly double Z = Normal.InvCDF(0, 1, 1 - Alpha);

    /// <param name="variants">One a variant.</param>
    /// <param name="acceptable">Acceptable loss, 0 to 1, chosen before the run.</param>
    public static IReadOnlyList<LossVerdict> Decide(IReadOnlyList<PairedOutcomes> variants, double acceptable)
    {
        var smaller = Holm.Adjust([.. variants.Select(v => Normal.CDF(0, 1, v.Score(acceptable)))]);
        var larger = Holm.Adjust([.. variants.Select(v => 1 - Normal.CDF(0, 1, v.Score(acceptable)))]);
        // The strictest step of Holm's: what is said of more problems holds for every variant.
        var strict = Normal.InvCDF(0, 1, 1 - (Alpha / Math.Max(1, variants.Count)));
        return [.. variants.Select((v, i) => Verdict(v, acceptable, smaller[i] < Alpha, larger[i] < Alpha) with
        {
            ProblemsToDecide = smaller[i] < Alpha || larger[i] < Alpha ? null : Needed(v, acceptable, strict),
        })];
    }

    private static LossVerdict Verdict(PairedOutcomes outcomes, double acceptable, bool smaller, bool larger)
    {
        var decision = smaller ? LossDecision.MayShip : larger ? LossDecision.Loses : LossDecision.Undecided;
        return new LossVerdict
        {
            Decision = decision,
            PassesAt = Math.Max(0, outcomes.LossInterval(Z).High),
        };
    }

    // Normal approximation with the flips' own variance.
    private static int? Needed(PairedOutcomes outcomes, double acceptable, double z)
    {
        var distance = Math.Abs(acceptable - outcomes.Loss);
        var flips = (double)(outcomes.Lost + outcomes.Gained) / outcomes.Pairs;
        var variance = flips - (outcomes.Loss * outcomes.Loss);
        var needed = distance > 0 ? variance * Math.Pow(z / distance, 2) : double.PositiveInfinity;
        return needed < 1e7 ? Math.Max(outcomes.Pairs + 1, (int)Math.Ceiling(needed)) : null;
    }
}
