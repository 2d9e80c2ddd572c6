using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A part of a data set with the shares of subject and level that the whole has.</summary>
internal static class StratifiedSample
{
    /// <summary>Takes problems, cell by cell of subject and level, by largest remainder; all where there are no more.</summary>
    /// <param name="problems">The whole.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Which: the order within a cell is that of SHA-256 over seed and id, the same on every platform.</param>
    public static IReadOnlyList<Problem> Take(IReadOnlyList<Problem> problems, int count, ulong seed)
    {
        if (count >= problems.Count)
        {
            return problems;
        }

        var cells = problems.GroupBy(p => (p.Subject, p.Level)).OrderBy(c => c.Key.Subject, StringComparer.Ordinal).ThenBy(c => c.Key.Level)
            .Select(c => c.OrderBy(p => Order(seed, p.Id), StringComparer.Ordinal).ToList()).ToList();
        var shares = cells.ConvertAll(c => (double)c.Count * count / problems.Count);
        var taken = shares.ConvertAll(s => (int)Math.Floor(s));
        foreach (var cell in Enumerable.Range(0, cells.Count).OrderByDescending(i => shares[i] - taken[i]).Take(count - taken.Sum()))
        {
            taken[cell]++;
        }

        var chosen = cells.SelectMany((c, i) => c.Take(taken[i])).Select(p => p.Id).ToHashSet();
        return [.. problems.Where(p => chosen.Contains(p.Id))];
    }

    private static string Order(ulong seed, string id) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{id}"))));
}
