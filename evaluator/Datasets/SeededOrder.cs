using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>An order by chance that a seed fixes: that of SHA-256 over seed and id, the same on every platform.</summary>
internal static class SeededOrder
{
    public static IOrderedEnumerable<Problem> Of(IEnumerable<Problem> problems, ulong seed) =>
        problems.OrderBy(p => KeyOf(seed, p.Id), StringComparer.Ordinal);

    private static string KeyOf(ulong seed, string id) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{id}"))));
}
