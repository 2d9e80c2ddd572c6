using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Server.Variants;

/// <summary>Weights / activations / KV cache in bits.</summary>
internal static class Wakv
{
    /// <summary>
    /// For example "W4/A8/KV16", or "KV8:4" where K and V differ. ggml's kernels for quantized weights round activations to 8 bits block by
    /// block; those for floating-point weights compute in the weights' width.
    /// </summary>
    public static string Of(LlamaFileType weights, CacheType k, CacheType v)
    {
        var activations = weights.WeightBits >= 16 ? weights.WeightBits : 8;
        return $"W{weights.WeightBits}/A{activations}/KV{(k.Bits == v.Bits ? $"{k.Bits}" : $"{k.Bits}:{v.Bits}")}";
    }
}
