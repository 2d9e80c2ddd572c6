namespace QuantGrpc.Llama.Gguf;

/// <summary>What a tensor type means in bytes.</summary>
/// <param name="Name">ggml's own name, for example "q4_K".</param>
/// <param name="BlockWeights">Weights in one block; 1 for plain numbers.</param>
/// <param name="BlockBytes">Bytes of one block.</param>
public sealed record GgmlTypeTraits(string Name, int BlockWeights, int BlockBytes)
{
    /// <summary>Whether weights share a scale in blocks.</summary>
    public bool IsQuantized => BlockWeights > 1;

    /// <summary>Bits of one weight, scales included.</summary>
    public double BitsPerWeight => 8.0 * BlockBytes / BlockWeights;

    /// <summary>Bytes of a row of <paramref name="weights"/>, which must fill whole blocks.</summary>
    public long RowBytes(long weights) => checked(weights / BlockWeights * BlockBytes);
}

/// <summary>The table of ggml's types.</summary>
public static class GgmlTypes
{
    // Names, block lengths and block bytes as ggml_type_name, ggml_blck_size and ggml_type_size of the libggml-base that
    // LLamaSharp.Backend.Cpu 0.30.0 carries return them for the numbers 0 to 42.
    private static readonly Dictionary<GgmlType, GgmlTypeTraits> Table = new()
    {
        [GgmlType.F32] = new("f32", 1, 4),
        [GgmlType.F16] = new("f16", 1, 2),
        [GgmlType.Q4_0] = new("q4_0", 32, 18),
        [GgmlType.Q4_1] = new("q4_1", 32, 20),
        [GgmlType.Q5_0] = new("q5_0", 32, 22),
        [GgmlType.Q5_1] = new("q5_1", 32, 24),
        [GgmlType.Q8_0] = new("q8_0", 32, 34),
        [GgmlType.Q8_1] = new("q8_1", 32, 36),
        [GgmlType.Q2_K] = new("q2_K", 256, 84),
        [GgmlType.Q3_K] = new("q3_K", 256, 110),
        [GgmlType.Q4_K] = new("q4_K", 256, 144),
        [GgmlType.Q5_K] = new("q5_K", 256, 176),
        [GgmlType.Q6_K] = new("q6_K", 256, 210),
        [GgmlType.Q8_K] = new("q8_K", 256, 292),
        [GgmlType.IQ2_XXS] = new("iq2_xxs", 256, 66),
        [GgmlType.IQ2_XS] = new("iq2_xs", 256, 74),
        [GgmlType.IQ3_XXS] = new("iq3_xxs", 256, 98),
        [GgmlType.IQ1_S] = new("iq1_s", 256, 50),
        [GgmlType.IQ4_NL] = new("iq4_nl", 32, 18),
        [GgmlType.IQ3_S] = new("iq3_s", 256, 110),
        [GgmlType.IQ2_S] = new("iq2_s", 256, 82),
        [GgmlType.IQ4_XS] = new("iq4_xs", 256, 136),
        [GgmlType.I8] = new("i8", 1, 1),
        [GgmlType.I16] = new("i16", 1, 2),
        [GgmlType.I32] = new("i32", 1, 4),
        [GgmlType.I64] = new("i64", 1, 8),
        [GgmlType.F64] = new("f64", 1, 8),
        [GgmlType.IQ1_M] = new("iq1_m", 256, 56),
        [GgmlType.BF16] = new("bf16", 1, 2),
        [GgmlType.TQ1_0] = new("tq1_0", 256, 54),
        [GgmlType.TQ2_0] = new("tq2_0", 256, 66),
        [GgmlType.MXFP4] = new("mxfp4", 32, 17),
        [GgmlType.NVFP4] = new("nvfp4", 64, 36),
        [GgmlType.Q1_0] = new("q1_0", 128, 18),
        [GgmlType.Q2_0] = new("q2_0", 64, 18),
    };

    /// <summary>The traits of a type.</summary>
    public static GgmlTypeTraits Traits(this GgmlType type) => Table[type];

    /// <summary>Whether ggml has a type of this number.</summary>
    public static bool IsKnown(GgmlType type) => Table.ContainsKey(type);
}
