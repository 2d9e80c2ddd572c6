namespace QuantGrpc.Evaluator.Statistics;

/// <summary>How often two numbers of a problem are the same, against what chance would give if one of them were dealt out among the problems.</summary>
internal sealed record StepAgreement
{
    public required Proportion Same { get; init; }

    /// <summary>Expected share under chance, 0 to 1: the product of the two distributions (Cohen 1960). NaN without problems.</summary>
    public required double Chance { get; init; }

    /// <summary>One-sided: how often chance agrees as much, by permutation.</summary>
    public required double P { get; init; }

    /// <param name="first">A step a problem.</param>
    /// <param name="second">The same problems in the same order.</param>
    /// <param name="exchange">Its chance and its number of permutations.</param>
    public static StepAgreement Of(IReadOnlyList<int> first, IReadOnlyList<int> second, Exchange exchange)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} problems stand against {second.Count}: agreement needs both numbers of each.", nameof(second));
        }

        int[] dealt = [.. second];
        var same = Count(first, dealt);
        var frequency = second.CountBy(s => s).ToDictionary();
        return new StepAgreement
        {
            Same = new Proportion(same, first.Count),
            Chance = first.Sum(s => (double)frequency.GetValueOrDefault(s)) / ((double)first.Count * first.Count),
            P = exchange.P(chance =>
            {
                chance.Shuffle(dealt);
                return Count(first, dealt) >= same;
            }),
        };
    }

    private static int Count(IReadOnlyList<int> first, int[] second)
    {
        var same = 0;
        for (var i = 0; i < second.Length; i++)
        {
            same += first[i] == second[i] ? 1 : 0;
        }

        return same;
    }
}
