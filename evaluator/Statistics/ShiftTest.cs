using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>Whether failures are spread otherwise: over types, or over the step of the first error.</summary>
internal sealed record ShiftTest
{
    public const int Permutations = 9999;

    public required double ChiSquare { get; init; }

    public required int DegreesOfFreedom { get; init; }

    public required double P { get; init; }

    /// <summary>Whether p comes from permutations, not from the chi-square distribution.</summary>
    public required bool Permuted { get; init; }

    /// <summary>0 to 1.</summary>
    public required double CramersV { get; init; }

    /// <summary>
    /// Independent failures: the chi-square distribution where the table is dense enough for it, else permutations of the labels
    /// (p counts the observed table as one of them: Phipson and Smyth 2010).
    /// </summary>
    /// <param name="counts">A row a variant, a column a type or step.</param>
    /// <param name="chance">Seeded.</param>
    public static ShiftTest Of(IReadOnlyList<IReadOnlyList<int>> counts, Random chance)
    {
        var table = Fill(counts);
        if (table.DegreesOfFreedom == 0)
        {
            return Result(table, 1, permuted: false);
        }

        return table.IsDense
            ? Result(table, 1 - ChiSquared.CDF(table.DegreesOfFreedom, table.ChiSquare()), permuted: false)
            : Result(table, Permute(table, counts.Count, counts[0].Count, new Resampler(chance)), permuted: true);
    }

    /// <summary>
    /// Failures of two variants on the same problems, which are not independent: the null is that reference and variant could be exchanged on
    /// each problem, and p comes from random exchanges.
    /// </summary>
    /// <param name="reference">Each problem's type or step of the first error; null where there is none.</param>
    /// <param name="variant">The same problems in the same order.</param>
    /// <param name="chance">Seeded.</param>
    /// <param name="permutations">9,999 for a report.</param>
    public static ShiftTest Paired(IReadOnlyList<int?> reference, IReadOnlyList<int?> variant, Random chance, int permutations = Permutations)
    {
        if (reference.Count != variant.Count)
        {
            throw new ArgumentException($"The reference has {reference.Count} problems and the variant {variant.Count}: an exchange needs both.", nameof(variant));
        }

        var codes = reference.Concat(variant).OfType<int>().Distinct().Order().Select((value, code) => (value, code)).ToDictionary(p => p.value, p => p.code);
        int?[] Coded(IReadOnlyList<int?> values) => [.. values.Select(v => v is { } value ? codes[value] : (int?)null)];
        var exchange = new TableExchange(Coded(reference), Coded(variant), codes.Count);
        var observed = exchange.Observed();
        return Result(observed, exchange.P(observed.ChiSquare(), new Resampler(chance), permutations), permuted: true);
    }

    private static ContingencyTable Fill(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var columns = counts.Count == 0 ? 0 : counts[0].Count;
        var table = new ContingencyTable(counts.Count, columns);
        for (var row = 0; row < counts.Count; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                table.Add(row, column, counts[row][column]);
            }
        }

        return table;
    }

    private static double Permute(ContingencyTable observed, int rows, int columns, Resampler resampler)
    {
        int[] labels = [.. Enumerable.Range(0, columns).SelectMany(c => Enumerable.Repeat(c, observed.Column(c)))];
        var limit = observed.ChiSquare() - 1e-9;
        var table = new ContingencyTable(rows, columns);
        var atLeast = 1;
        for (var i = 0; i < Permutations; i++)
        {
            resampler.Shuffle(labels);
            table.Clear();
            var next = 0;
            for (var row = 0; row < rows; row++)
            {
                for (var end = next + observed.Row(row); next < end; next++)
                {
                    table.Add(row, labels[next]);
                }
            }

            atLeast += table.ChiSquare() >= limit ? 1 : 0;
        }

        return atLeast / (Permutations + 1.0);
    }

    private static ShiftTest Result(ContingencyTable table, double p, bool permuted) => new()
    {
        ChiSquare = table.ChiSquare(),
        DegreesOfFreedom = table.DegreesOfFreedom,
        P = p,
        Permuted = permuted,
        CramersV = table.CramersV(),
    };
}
