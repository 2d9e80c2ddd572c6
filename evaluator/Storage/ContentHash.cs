using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>The one hash of natural keys: SHA-256 over UTF-8 in lower-case hex.</summary>
internal static class ContentHash
{
    /// <summary>Hash of a text as it is stored.</summary>
    public static string Of(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoredText.Clean(text))));
}
