namespace QuantGrpc.Evaluator.Reports;

/// <summary>Chance in a report: the same rows give the same numbers.</summary>
internal static class Seeded
{
    private const int Seed = 20_250_103;

    // Beyond so many pairs p is resolved to a two-thousandth.
    private const int FewPairs = 2000;

    /// <summary>A generator of its own for each estimate.</summary>
    public static Random Chance => new(Seed);

    public static int Permutations(int pairs) => pairs <= FewPairs ? 9999 : 1999;
}
