using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Derives a model's numbers from the keys that llama.cpp defines.</summary>
internal static class GgufModelReader
{
    // Far above any model, and small enough that products of three stay in 64 bits.
    private const int MaxLayers = 1024;
    private const int MaxHeads = 1 << 16;
    private const int MaxWidth = 1 << 20;
    private const int MaxVocabulary = 1 << 24;

    internal static GgufModel Read(IReadOnlyList<GgufHeader> parts)
    {
        CheckParts(parts);
        var head = parts[0];
        var architecture = head.Text(GgufModel.ArchitectureKey) ?? throw head.Missing(GgufModel.ArchitectureKey);
        ImmutableArray<GgufTensor> tensors = [.. parts.SelectMany(part => part.Tensors)];
        if (tensors.IsEmpty)
        {
            throw new GgufFormatException(head.File, 0, "the file holds no tensors", "a model with weights");
        }
        var keys = new Keys(head, architecture);
        var layers = keys.Need("block_count", MaxLayers);
        var embedding = keys.Need("embedding_length", MaxWidth);
        // Models without attention in any layer (Mamba) state no heads; they keep no KV cells.
        var heads = keys.PerLayer("attention.head_count", layers, MaxHeads) ?? [.. Enumerable.Repeat(0, layers)];
        var headLength = heads.Max() == 0 ? 0 : embedding / heads.Max();
        return new GgufModel
        {
            Architecture = architecture,
            Name = head.Text("general.name"),
            BaseName = head.Text("general.basename"),
            Parameters = tensors.Sum(tensor => tensor.Elements),
            WeightBytes = tensors.Sum(tensor => tensor.Bytes),
            FileBytes = parts.Sum(part => part.Layout.FileSize),
            FileType = FileTypeOf(head, tensors),
            IsQuantized = tensors.Any(tensor => tensor.Type.Traits().IsQuantized),
            Vocabulary = VocabularyOf(head, architecture, tensors),
            TrainedContext = keys.Need("context_length", int.MaxValue),
            Embedding = embedding,
            FeedForward = keys.PerLayer("feed_forward_length", layers, MaxWidth)?.Max() ?? 4 * embedding,
            Heads = heads.Max(),
            KvHeads = keys.PerLayer("attention.head_count_kv", layers, MaxHeads) ?? heads,
            KeyLength = keys.Optional("attention.key_length", MaxWidth) ?? headLength,
            ValueLength = keys.Optional("attention.value_length", MaxWidth) ?? headLength,
            ChatTemplate = head.Text("tokenizer.chat_template"),
        };
    }

    private static LlamaFileType FileTypeOf(GgufHeader head, ImmutableArray<GgufTensor> tensors)
    {
        if (head.Integer("general.file_type", 0, int.MaxValue) is { } number && LlamaFileType.Of(number) is { } stated)
        {
            return stated;
        }
        return LlamaFileType.Guess(tensors.GroupBy(tensor => tensor.Type).MaxBy(group => group.Sum(tensor => (double)tensor.Elements))?.Key ?? GgmlType.F32);
    }

    // As llama.cpp: the token list decides; files without one state a size or show it in the embedding's rows.
    private static int VocabularyOf(GgufHeader head, string architecture, ImmutableArray<GgufTensor> tensors)
    {
        if (head.Metadata.GetValueOrDefault("tokenizer.ggml.tokens") is { } tokens)
        {
            return tokens is GgufArray { Count: > 0 and <= MaxVocabulary } list
                ? (int)list.Count
                : throw head.Wrong("tokenizer.ggml.tokens", tokens, $"1 to {MaxVocabulary} texts");
        }
        var rows = tensors.FirstOrDefault(tensor => tensor.Name == "token_embd.weight")?.Shape is [_, <= MaxVocabulary and var count] ? (int)count : (int?)null;
        return head.Integer($"{architecture}.vocab_size", 1, MaxVocabulary) ?? rows ?? throw head.Missing("tokenizer.ggml.tokens");
    }

    private static void CheckParts(IReadOnlyList<GgufHeader> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var count = parts[i].Integer(GgufModel.SplitCountKey, 0, ushort.MaxValue) ?? 1;
            var index = parts[i].Integer(GgufModel.SplitIndexKey, 0, ushort.MaxValue) ?? 0;
            if (Math.Max(count, 1) != parts.Count || index != i)
            {
                throw new GgufFormatException(parts[i].File, 0, $"the file says that it is part {index + 1} of {count}", $"part {i + 1} of {parts.Count}");
            }
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.Tensors.FirstOrDefault(tensor => !names.Add(tensor.Name)) is { } twice)
            {
                throw new GgufFormatException(part.File, 0, $"tensor '{twice.Name}' stands in another part too", "each tensor once");
            }
        }
    }

    /// <summary>The keys under the architecture's name.</summary>
    private readonly record struct Keys(GgufHeader Head, string Architecture)
    {
        internal int? Optional(string key, int max) => Head.Integer($"{Architecture}.{key}", 0, max);

        internal int Need(string key, int max) =>
            Head.Integer($"{Architecture}.{key}", 1, max) ?? throw Head.Missing($"{Architecture}.{key}");

        internal ImmutableArray<int>? PerLayer(string key, int layers, int max) =>
            Head.IntegerPerLayer($"{Architecture}.{key}", layers, max);
    }
}
