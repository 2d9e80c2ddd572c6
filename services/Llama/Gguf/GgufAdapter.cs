using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Checks a low-rank adapter against the model that it is for: llama.cpp trusts both files.</summary>
public static class GgufAdapter
{
    private const string DownSuffix = ".lora_a";
    private const string UpSuffix = ".lora_b";
    private const string Embedding = "token_embd.weight";

    /// <summary>Checks that every tensor of the adapter changes one of the model, in its shape.</summary>
    /// <param name="adapter">The adapter's header.</param>
    /// <param name="model">The headers of all parts of the model.</param>
    /// <exception cref="GgufFormatException">It is no LoRA adapter, or one for another model.</exception>
    public static void Check(GgufHeader adapter, IReadOnlyList<GgufHeader> model)
    {
        CheckText(adapter, "adapter.type", "lora");
        CheckText(adapter, GgufModel.ArchitectureKey, model[0].Text(GgufModel.ArchitectureKey) ?? "");
        var bases = model.SelectMany(part => part.Tensors).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var pairs = adapter.Tensors.ToLookup(t => BaseOf(adapter, t), StringComparer.Ordinal);
        if (pairs.Count == 0)
        {
            throw new GgufFormatException(adapter.File, adapter.Layout.DataStart, "the adapter has no tensor", "at least one pair of lora_a and lora_b");
        }

        foreach (var pair in pairs)
        {
            CheckPair(adapter, pair, bases.GetValueOrDefault(pair.Key));
        }
    }

    private static void CheckText(GgufHeader adapter, string key, string wanted)
    {
        if (adapter.Text(key) is var found && found != wanted)
        {
            throw new GgufFormatException(adapter.File, 0, $"'{key}' is '{found}'", $"'{wanted}'");
        }
    }

    private static string BaseOf(GgufHeader adapter, GgufTensor tensor) =>
        tensor.Name.EndsWith(DownSuffix, StringComparison.Ordinal) ? tensor.Name[..^DownSuffix.Length]
        : tensor.Name.EndsWith(UpSuffix, StringComparison.Ordinal) ? tensor.Name[..^UpSuffix.Length]
        : throw Wrong(adapter, tensor, "is no part of an adapter", $"names that end with {DownSuffix} or {UpSuffix}");

    private static void CheckPair(GgufHeader adapter, IGrouping<string, GgufTensor> pair, GgufTensor? changed)
    {
        var down = pair.FirstOrDefault(t => t.Name.EndsWith(DownSuffix, StringComparison.Ordinal));
        var up = pair.FirstOrDefault(t => t.Name.EndsWith(UpSuffix, StringComparison.Ordinal));
        if (down is null || up is null || pair.Count() != 2)
        {
            throw Wrong(adapter, pair.First(), "stands alone", $"one {DownSuffix} and one {UpSuffix} each");
        }

        if (changed is null || changed.Shape.Length != 2)
        {
            throw Wrong(adapter, down, "changes a tensor that the model does not have as a matrix", "the model that the adapter was trained on");
        }

        // Embeddings are looked up, not multiplied: their adapter is stored the other way round.
        var (input, output) = pair.Key == Embedding ? (changed.Shape[1], changed.Shape[0]) : (changed.Shape[0], changed.Shape[1]);
        if (!IsShape(down, input) || !IsShape(up, down.Shape[1]) || up.Shape[1] != output)
        {
            throw Wrong(
                adapter, down, $"and its pair have the shapes {Shape(down.Shape)} and {Shape(up.Shape)}",
                $"{input} x rank and rank x {output}, as {changed.Name} of the model asks");
        }
    }

    private static bool IsShape(GgufTensor tensor, long row) => tensor.Shape.Length == 2 && tensor.Shape[0] == row;

    private static string Shape(ImmutableArray<long> shape) => string.Join(" x ", shape);

    private static GgufFormatException Wrong(GgufHeader adapter, GgufTensor tensor, string found, string allowed) =>
        new(adapter.File, adapter.Layout.DataStart + tensor.Offset, $"tensor '{tensor.Name}' {found}", allowed);
}
