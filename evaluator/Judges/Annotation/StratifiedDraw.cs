using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Judges.Annotation;

/// <summary>Something drawn, and how many it stands for.</summary>
/// <param name="Item">It.</param>
/// <param name="Weight">All of its stratum over those drawn.</param>
/// <param name="Stratum">A code of its stratum that does not tell the name.</param>
internal sealed record Drawn<T>(T Item, double Weight, string Stratum);

/// <summary>Draws from every stratum in turn, so that rare ones are seen; the weights undo the unequal shares.</summary>
internal static class StratifiedDraw
{
    private const int CodeLength = 8;

    /// <param name="items">All of them.</param>
    /// <param name="stratum">Name of an item's stratum.</param>
    /// <param name="key">What tells items apart: with the seed it decides the order within a stratum.</param>
    /// <param name="count">How many to draw at most.</param>
    /// <param name="seed">Another seed draws others.</param>
    public static IReadOnlyList<Drawn<T>> Of<T>(IReadOnlyList<T> items, Func<T, string> stratum, Func<T, string> key, int count, int seed)
    {
        var strata = items.GroupBy(stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(item => Order(key(item), seed), StringComparer.Ordinal).ToList()).ToList();
        var taken = new int[strata.Count];
        for (int left = Math.Min(count, items.Count), at = 0; left > 0; at = (at + 1) % strata.Count)
        {
            if (taken[at] < strata[at].Count)
            {
                taken[at]++;
                left--;
            }
        }

        // Mixed, so that the order tells no stratum.
        return
        [
            .. strata.SelectMany((s, i) => s.Take(taken[i]).Select(item => new Drawn<T>(item, (double)s.Count / taken[i], Order(stratum(item), seed)[..CodeLength])))
                .OrderBy(d => Order(key(d.Item), seed), StringComparer.Ordinal),
        ];
    }

    private static string Order(string key, int seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{key}"))));
}
