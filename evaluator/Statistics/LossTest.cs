using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Two one-sided tests at 5 % against an acceptable loss (Schuirmann 1987), Holm over the variants. "Not significant" is undecided, never safe.
/// </summary>
internal static class LossTest
{
    private const double Alpha = 0.05;

    // Beyond a million problems "how many" is no longer a question of money.
    private const int MostProblems = 1_000_000;

    /// <param name="variants">One a variant.</param>
    /// <param name="acceptable">Acceptable loss, 0 to 1, chosen before the run.</param>
    public static IReadOnlyList<LossVerdict> Decide<T>(IReadOnlyList<T> variants, double acceptable)
        where T : IPairedLoss => Decide(variants, [acceptable])[0];

    /// <summary>The same at several acceptable losses: a row each.</summary>
    public static IReadOnlyList<IReadOnlyList<LossVerdict>> Decide<T>(IReadOnlyList<T> variants, IReadOnlyList<double> acceptable)
        where T : IPairedLoss
    {
        double[] passesAt = [.. variants.Select((_, i) => PassesAt(variants, i))];
        return [.. acceptable.Select(loss => (IReadOnlyList<LossVerdict>)[.. passesAt.Select((passes, i) => Verdict(variants, i, loss, passes))])];
    }

    private static LossVerdict Verdict<T>(IReadOnlyList<T> variants, int index, double acceptable, double passesAt)
        where T : IPairedLoss
    {
        var decision = Smaller(variants, index, acceptable, 1) ? LossDecision.MayShip
            : Larger(variants, index, acceptable, 1) ? LossDecision.Loses
            : LossDecision.Undecided;
        return new LossVerdict
        {
            Decision = decision,
            PassesAt = passesAt,
            ProblemsToDecide = decision == LossDecision.Undecided ? Needed(variants, index, acceptable) : null,
        };
    }

    private static bool Smaller<T>(IReadOnlyList<T> variants, int index, double loss, double scale)
        where T : IPairedLoss =>
        Adjusted(variants, index, v => Normal.CDF(0, 1, v.StrictScore(loss, scale))) < Alpha;

    private static bool Larger<T>(IReadOnlyList<T> variants, int index, double loss, double scale)
        where T : IPairedLoss =>
        Adjusted(variants, index, v => Normal.CDF(0, 1, -v.StrictScore(loss, scale))) < Alpha;

    // A variant without pairs has shown nothing, and still is one of those that are tested.
    private static double Adjusted<T>(IReadOnlyList<T> variants, int index, Func<T, double> p)
        where T : IPairedLoss =>
        Holm.Adjust([.. variants.Select(v => v.Pairs == 0 ? 1 : p(v))])[index];

    // All p-values fall as the acceptable loss rises, and Holm's with them: bisection finds where it passes.
    private static double PassesAt<T>(IReadOnlyList<T> variants, int index)
        where T : IPairedLoss
    {
        var (low, high) = (0.0, 1.0);
        if (Smaller(variants, index, low, 1))
        {
            return low;
        }

        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Smaller(variants, index, middle, 1) ? (low, middle) : (middle, high);
        }

        return high;
    }

    // The same shares of flips on more problems: the scores grow with the root of their number.
    private static int? Needed<T>(IReadOnlyList<T> variants, int index, double acceptable)
        where T : IPairedLoss
    {
        double pairs = variants[index].Pairs;
        var (low, high) = (variants[index].Pairs, MostProblems);
        if (pairs == 0 || !Decides(variants, index, acceptable, high / pairs))
        {
            return null;
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Decides(variants, index, acceptable, middle / pairs) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static bool Decides<T>(IReadOnlyList<T> variants, int index, double acceptable, double scale)
        where T : IPairedLoss =>
        Smaller(variants, index, acceptable, scale) || Larger(variants, index, acceptable, scale);
}
