namespace QuantGrpc.Llama.Gguf;

/// <summary>
/// The mix of types that a file was made with: llama.cpp's <c>llama_ftype</c> under the names of its quantizer's command line.
/// </summary>
/// <param name="Name">For example "Q4_K_M".</param>
/// <param name="WeightBits">Nominal bits a weight, as in W4.</param>
/// <param name="Method">How the weights were made: "none" for floating point, "round-to-nearest", "k-quant", "i-quant", "ternary", "microscaling".</param>
public sealed record LlamaFileType(string Name, int WeightBits, string Method)
{
    private const string None = "none";
    private const string Nearest = "round-to-nearest";
    private const string K = "k-quant";
    private const string I = "i-quant";
    private const string Ternary = "ternary";
    private const string Microscaling = "microscaling";

    private static readonly Dictionary<long, LlamaFileType> ByNumber = new()
    {
        [0] = new("F32", 32, None),
        [1] = new("F16", 16, None),
        [2] = new("Q4_0", 4, Nearest),
        [3] = new("Q4_1", 4, Nearest),
        [7] = new("Q8_0", 8, Nearest),
        [8] = new("Q5_0", 5, Nearest),
        [9] = new("Q5_1", 5, Nearest),
        [10] = new("Q2_K", 2, K),
        [11] = new("Q3_K_S", 3, K),
        [12] = new("Q3_K_M", 3, K),
        [13] = new("Q3_K_L", 3, K),
        [14] = new("Q4_K_S", 4, K),
        [15] = new("Q4_K_M", 4, K),
        [16] = new("Q5_K_S", 5, K),
        [17] = new("Q5_K_M", 5, K),
        [18] = new("Q6_K", 6, K),
        [19] = new("IQ2_XXS", 2, I),
        [20] = new("IQ2_XS", 2, I),
        [21] = new("Q2_K_S", 2, K),
        [22] = new("IQ3_XS", 3, I),
        [23] = new("IQ3_XXS", 3, I),
        [24] = new("IQ1_S", 1, I),
        [25] = new("IQ4_NL", 4, I),
        [26] = new("IQ3_S", 3, I),
        [27] = new("IQ3_M", 3, I),
        [28] = new("IQ2_S", 2, I),
        [29] = new("IQ2_M", 2, I),
        [30] = new("IQ4_XS", 4, I),
        [31] = new("IQ1_M", 1, I),
        [32] = new("BF16", 16, None),
        [36] = new("TQ1_0", 1, Ternary),
        [37] = new("TQ2_0", 2, Ternary),
        [38] = new("MXFP4_MOE", 4, Microscaling),
        [39] = new("NVFP4", 4, Microscaling),
        [40] = new("Q1_0", 1, Nearest),
        [41] = new("Q2_0", 2, Nearest),
    };

    /// <summary>The file type of a number in <c>general.file_type</c>; null for one that llama.cpp does not know.</summary>
    public static LlamaFileType? Of(long number) => ByNumber.GetValueOrDefault(number);

    /// <summary>What a file that states no type is, judged by the type that holds most of its weights.</summary>
    public static LlamaFileType Guess(GgmlType most)
    {
        var traits = most.Traits();
        var name = traits.Name.ToUpperInvariant();
        var method = !traits.IsQuantized ? None
            : name.EndsWith("_K", StringComparison.Ordinal) ? K
            : name.StartsWith("IQ", StringComparison.Ordinal) ? I
            : name.StartsWith("TQ", StringComparison.Ordinal) ? Ternary
            : name.Contains("FP4", StringComparison.Ordinal) ? Microscaling
            : Nearest;
        return new LlamaFileType(name, (int)traits.BitsPerWeight, method);
    }
}
