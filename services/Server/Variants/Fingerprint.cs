using System.Security.Cryptography;
using System.Text;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>SHA-256 over all that can change a result, one name and value a line.</summary>
internal static class Fingerprint
{
    /// <param name="weightsSha256">Of the weights.</param>
    /// <param name="spec">The variant's settings.</param>
    /// <param name="backend">The engine.</param>
    public static string Of(string weightsSha256, VariantSpec spec, LlamaBackendInfo backend)
    {
        string[] lines =
        [
            $"weights {weightsSha256}",
            $"cache_type_k {spec.CacheTypeK}",
            $"cache_type_v {spec.CacheTypeV}",
            $"context {spec.Context}",
            $"flash_attention {spec.ContextSettings.FlashAttention}",
            $"chat_template {spec.ChatTemplate}",
            $"engine {backend.LlamaCppRelease}",
            $"backend {(backend.UsesCuda && spec.GpuLayers > 0 ? "cuda" : "cpu")}",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
