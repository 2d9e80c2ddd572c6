using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>The numbers of a model, over all parts of a split one; their existence means that they are consistent.</summary>
public sealed record GgufModel
{
    internal const string ArchitectureKey = "general.architecture";
    internal const string SplitIndexKey = "split.no";
    internal const string SplitCountKey = "split.count";

    /// <summary>llama.cpp's name of the architecture, for example "llama".</summary>
    public required string Architecture { get; init; }

    /// <summary>The model's name; null where the file states none.</summary>
    public string? Name { get; init; }

    /// <summary>The name without size and version; null where the file states none.</summary>
    public string? BaseName { get; init; }

    /// <summary>Number of weights in all tensors.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of all tensors, without padding and headers: what must lie in memory.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of all parts' files.</summary>
    public required long FileBytes { get; init; }

    /// <summary>The mix of types; judged by the most frequent type where the file does not state one that is known.</summary>
    public required LlamaFileType FileType { get; init; }

    /// <summary>Whether any matrix is stored in blocks.</summary>
    public required bool IsQuantized { get; init; }

    /// <summary>Mean bits a weight over all tensors.</summary>
    public double BitsPerWeight => 8.0 * WeightBytes / Parameters;

    /// <summary>Tokens in the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Tokens that the model was trained to hold.</summary>
    public required int TrainedContext { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Embedding { get; init; }

    /// <summary>Width inside the feed-forward part, the widest layer's.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Query heads, the widest layer's.</summary>
    public required int Heads { get; init; }

    /// <summary>Key-value heads of each layer; its length is the number of layers.</summary>
    public required ImmutableArray<int> KvHeads { get; init; }

    /// <summary>Width of one key head.</summary>
    public required int KeyLength { get; init; }

    /// <summary>Width of one value head.</summary>
    public required int ValueLength { get; init; }

    /// <summary>The chat template's source; null where the file has none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Transformer layers.</summary>
    public int Layers => KvHeads.Length;

    /// <summary>Reads the numbers from the headers of all parts, in order; one part for a file that is not split.</summary>
    /// <exception cref="GgufFormatException">A number is missing or out of range, or the parts do not belong together.</exception>
    public static GgufModel From(IReadOnlyList<GgufHeader> parts) => GgufModelReader.Read(parts);

    /// <summary>Reads the numbers of a file that is not split.</summary>
    /// <exception cref="GgufFormatException">As for parts.</exception>
    public static GgufModel From(GgufHeader header) => From([header]);
}
