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

    /// <summary>The smallest acceptable loss at which it would pass, 0 to 1: the upper one-sided 95 % bound of its loss, shared over the variants.</summary>
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

    // Beyond a million problems "how many" is no longer a question of money.
    private const int MostProblems = 1_000_000;

    /// <param name="variants">One a variant.</param>
    /// <param name="acceptable">Acceptable loss, 0 to 1, chosen before the run.</param>
    public static IReadOnlyList<LossVerdict> Decide(IReadOnlyList<PairedOutcomes> variants, double acceptable)
    {
        var smaller = Holm.Adjust([.. variants.Select(v => Normal.CDF(0, 1, v.Score(acceptable)))]);
        var larger = Holm.Adjust([.. variants.Select(v => 1 - Normal.CDF(0, 1, v.Score(acceptable)))]);
        // The strictest step of Holm's: what is said of more problems holds for every variant.
        var strict = Normal.InvCDF(0, 1, 1 - (Alpha / Math.Max(1, variants.Count)));
        return [.. variants.Select((v, i) => new LossVerdict
        {
            Decision = smaller[i] < Alpha ? LossDecision.MayShip : larger[i] < Alpha ? LossDecision.Loses : LossDecision.Undecided,
            PassesAt = Math.Max(0, v.LossInterval(strict).High),
            ProblemsToDecide = smaller[i] < Alpha || larger[i] < Alpha ? null : Needed(v, acceptable, strict),
        })];
    }

    // The same shares of flips on more problems, by bisection: the score grows with the root of their number.
    private static int? Needed(PairedOutcomes outcomes, double acceptable, double z)
    {
        var (low, high) = (outcomes.Pairs, MostProblems);
        if (!Decides(outcomes, high, acceptable, z))
        {
            return null;
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Decides(outcomes, middle, acceptable, z) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static bool Decides(PairedOutcomes outcomes, int problems, double acceptable, double z)
    {
        var factor = (double)problems / outcomes.Pairs;
        var scaled = new PairedOutcomes((int)Math.Round(outcomes.Lost * factor), (int)Math.Round(outcomes.Gained * factor), problems);
        return Math.Abs(scaled.Score(acceptable)) >= z;
    }
}
