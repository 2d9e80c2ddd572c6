using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>A type that a KV cache may have.</summary>
/// <param name="Name">ggml's name.</param>
/// <param name="Number">ggml's number.</param>
/// <param name="BlockBytes">Bytes of a block.</param>
/// <param name="BlockLength">Numbers in a block.</param>
/// <param name="Bits">Nominal bits, as in KV4.</param>
internal sealed record CacheType(string Name, int Number, int BlockBytes, int BlockLength, int Bits)
{
    private static readonly CacheType[] Known =
    [
        new("f32", 0, 4, 1, 32), new("f16", 1, 2, 1, 16), new("bf16", 30, 2, 1, 16), new("q8_0", 8, 34, 32, 8), new("q5_1", 7, 24, 32, 5),
        new("q5_0", 6, 22, 32, 5), new("q4_1", 3, 20, 32, 4), new("q4_0", 2, 18, 32, 4), new("iq4_nl", 20, 18, 32, 4),
    ];

    private static readonly string[] OnCuda = ["f16", "q8_0", "q4_0"];

    public bool IsQuantized => BlockLength > 1;

    /// <summary>Bytes of so many numbers.</summary>
    public long BytesOf(long numbers) => numbers * BlockBytes / BlockLength;

    public static CacheType? Find(string? name) => Array.Find(Known, t => t.Name.Equals(name ?? "f16", StringComparison.OrdinalIgnoreCase));

    /// <summary>Why llama.cpp cannot have these types together; null where it can.</summary>
    public static string? Refusal(VariantSettings settings, CacheHeads heads, bool onCuda)
    {
        if (Find(settings.CacheTypeK) is not { } k)
        {
            return Unknown("CacheTypeK", settings.CacheTypeK);
        }

        if (Find(settings.CacheTypeV) is not { } v)
        {
            return Unknown("CacheTypeV", settings.CacheTypeV);
        }

        return v.IsQuantized && settings.FlashAttention == "off" ? $"CacheTypeV {v.Name} is quantized, which needs flash attention; FlashAttention is off"
            : heads.KeyLength % k.BlockLength != 0 ? $"CacheTypeK {k.Name} needs heads of a multiple of {k.BlockLength}; this model's keys have {heads.KeyLength}"
            : heads.ValueLength % v.BlockLength != 0 ? $"CacheTypeV {v.Name} needs heads of a multiple of {v.BlockLength}; this model's values have {heads.ValueLength}"
            : onCuda && (!OnCuda.Contains(k.Name) || k != v) ? $"on CUDA the KV cache is f16, q8_0 or q4_0, K and V alike; asked for are {k.Name} and {v.Name}"
            : null;
    }

    /// <summary>Flash attention as asked for; a quantized V cache asks for it.</summary>
    public static FlashAttention FlashAttentionOf(VariantSettings settings) => settings.FlashAttention switch
    {
        "on" => FlashAttention.On,
        "off" => FlashAttention.Off,
        _ => Find(settings.CacheTypeV) is { IsQuantized: true } ? FlashAttention.On : FlashAttention.Auto,
    };

    private static string Unknown(string field, string? name) => $"{field} is {name}; allowed is {string.Join(", ", Known.Select(t => t.Name))}";
}

/// <summary>Widths of a key and a value head.</summary>
internal readonly record struct CacheHeads(int KeyLength, int ValueLength);
