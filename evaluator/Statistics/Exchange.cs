namespace QuantGrpc.Evaluator.Statistics;

/// <summary>How reference and variant are exchanged at random: under the null either could have given the other's answer to a problem.</summary>
/// <param name="Chance">Seeded.</param>
internal sealed record Exchange(Random Chance)
{
    /// <summary>9,999 resolve a p of 0.0001; over many problems fewer save time.</summary>
    public int Permutations { get; init; } = 9999;

    /// <summary>The problem of each pair, pairs of one problem side by side: they are exchanged together. Absent where each pair is a problem.</summary>
    public IReadOnlyList<int>? Problems { get; init; }

    /// <summary>Whether a pair belongs to the problem of the pair before.</summary>
    public bool GoesOn(int pair) => pair > 0 && Problems is { } problems && problems[pair] == problems[pair - 1];

    /// <summary>How often chance does as well as what was seen, which counts as one of the exchanges (Phipson and Smyth 2010).</summary>
    /// <param name="isAsExtreme">Exchanges once more and compares.</param>
    public double P(Func<Resampler, bool> isAsExtreme)
    {
        var resampler = new Resampler(Chance);
        var extreme = 1;
        for (var i = 0; i < Permutations; i++)
        {
            extreme += isAsExtreme(resampler) ? 1 : 0;
        }

        return extreme / (Permutations + 1.0);
    }
}
