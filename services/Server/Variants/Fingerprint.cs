using System.Security.Cryptography;
using System.Text;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>SHA-256 over all that can change a result, one name and value a line.</summary>
internal static class Fingerprint
{
    /// <param name="weightsSha256">Of the weights.</param>
    /// <param name="adapters">Of the variant's adapters, in its order.</param>
    /// <param name="spec">The variant's settings.</param>
    /// <param name="backend">The engine.</param>
    public static string Of(string weightsSha256, IReadOnlyList<string> adapters, VariantSpec spec, LlamaBackendInfo backend) => Hash(
        [
            $"weights {weightsSha256}",
            .. adapters.Zip(spec.Adapters, (hash, adapter) => $"adapter {hash} {adapter.Scale:R}"),
            $"cache_type_k {spec.CacheTypeK}",
            $"cache_type_v {spec.CacheTypeV}",
            $"context {spec.Context}",
            $"kv_cells {(spec.ContextSettings.IsPool ? "pool" : "parts")}",
            $"flash_attention {spec.ContextSettings.FlashAttention}",
            $"chat_template {spec.ChatTemplate}",
            $"engine {backend.LlamaCppRelease}",
            $"backend {(backend.UsesCuda && spec.GpuLayers > 0 ? "cuda" : "cpu")}",
        ]);

    /// <summary>Of a variant under further adapters.</summary>
    /// <param name="variant">The variant's own.</param>
    /// <param name="adapters">Hash and scale of each, in any order.</param>
    public static string With(string variant, IEnumerable<AdapterHash> adapters) =>
        Hash([$"variant {variant}", .. adapters.Select(a => $"adapter {a.Sha256} {a.Scale:R}").Order(StringComparer.Ordinal)]);

    private static string Hash(string[] lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}

/// <summary>An adapter's file and how strongly it is applied.</summary>
internal readonly record struct AdapterHash(string Sha256, float Scale);
