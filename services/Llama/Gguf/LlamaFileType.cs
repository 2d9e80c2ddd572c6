namespace QuantGrpc.Llama.Gguf;

/// <summary>
/// The mix of types that a file was made with: llama.cpp's <c>llama_ftype</c> under the names of its quantizer's command line.
/// </summary>
/// <param name="Number">The number in <c>general.file_type</c>; null for a type that was guessed.</param>
/// <param name="Name">For example "Q4_K_M".</param>
/// <param name="WeightBits">Nominal bits a weight, as in W4.</param>
/// <param name="Method">How the weights were made: "none" for floating point, "round-to-nearest", "k-quant", "i-quant", "ternary", "microscaling".</param>
public sealed record LlamaFileType(int? Number, string Name, int WeightBits, string Method)
{
    private const string None = "none";
    private const string Nearest = "round-to-nearest";
    private const string K = "k-quant";
    private const string I = "i-quant";
    private const string Ternary = "ternary";
    private const string Microscaling = "microscaling";

    private static readonly Dictionary<long, LlamaFileType> ByNumber = new()
    {
        [0] = new(0, "F32", 32, None),
        [1] = new(1, "F16", 16, None),
        [2] = new(2, "Q4_0", 4, Nearest),
        [3] = new(3, "Q4_1", 4, Nearest),
        [7] = new(7, "Q8_0", 8, Nearest),
        [8] = new(8, "Q5_0", 5, Nearest),
        [9] = new(9, "Q5_1", 5, Nearest),
        [10] = new(10, "Q2_K", 2, K),
        [11] = new(11, "Q3_K_S", 3, K),
        [12] = new(12, "Q3_K_M", 3, K),
        [13] = new(13, "Q3_K_L", 3, K),
        [14] = new(14, "Q4_K_S", 4, K),
        [15] = new(15, "Q4_K_M", 4, K),
        [16] = new(16, "Q5_K_S", 5, K),
        [17] = new(17, "Q5_K_M", 5, K),
        [18] = new(18, "Q6_K", 6, K),
        [19] = new(19, "IQ2_XXS", 2, I),
        [20] = new(20, "IQ2_XS", 2, I),
        [21] = new(21, "Q2_K_S", 2, K),
        [22] = new(22, "IQ3_XS", 3, I),
        [23] = new(23, "IQ3_XXS", 3, I),
        [24] = new(24, "IQ1_S", 1, I),
        [25] = new(25, "IQ4_NL", 4, I),
        [26] = new(26, "IQ3_S", 3, I),
        [27] = new(27, "IQ3_M", 3, I),
        [28] = new(28, "IQ2_S", 2, I),
        [29] = new(29, "IQ2_M", 2, I),
        [30] = new(30, "IQ4_XS", 4, I),
        [31] = new(31, "IQ1_M", 1, I),
        [32] = new(32, "BF16", 16, None),
        [36] = new(36, "TQ1_0", 1, Ternary),
        [37] = new(37, "TQ2_0", 2, Ternary),
        [38] = new(38, "MXFP4_MOE", 4, Microscaling),
        [39] = new(39, "NVFP4", 4, Microscaling),
        [40] = new(40, "Q1_0", 1, Nearest),
        [41] = new(41, "Q2_0", 2, Nearest),
    };

    /// <summary>The file type of a number in <c>general.file_type</c>; null for one that llama.cpp does not know.</summary>
    public static LlamaFileType? Of(long number) => ByNumber.GetValueOrDefault(number);

    /// <summary>Names of all types, in the order of their numbers.</summary>
    public static IEnumerable<string> Names => ByNumber.OrderBy(t => t.Key).Select(t => t.Value.Name);

    /// <summary>The file type of a name; null for one that llama.cpp does not know.</summary>
    public static LlamaFileType? Find(string name) => ByNumber.Values.FirstOrDefault(t => t.Name == name.ToUpperInvariant());

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
        return new LlamaFileType(null, name, (int)traits.BitsPerWeight, method);
    }
}
