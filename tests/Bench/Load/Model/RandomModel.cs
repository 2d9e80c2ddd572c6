using System.Runtime.InteropServices;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Bench.Load.Model;

/// <summary>
/// A model of random weights in Llama's shape, tied embeddings, F16: few layers under a large vocabulary, as small models of large families
/// have it. Its tokenizer is MiniMATH's, and tokens that no text has fill it up.
/// </summary>
internal sealed record RandomModel
{
    private const int Layers = 4;
    private const int Width = 256;
    private const int Heads = 4;
    private const int KeyValueHeads = 2;
    private const int HeadWidth = 64;
    private const int FeedForward = 768;
    private const int Context = 8192;
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private const int FileTypeF16 = 1;

    /// <summary>Tokens.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Of the weights: the same ones for the same seed.</summary>
    public required int Seed { get; init; }

    public void WriteTo(Stream stream)
    {
        var writer = new GgufWriter()
            .Add("general.architecture", GgufValue.Of("llama"))
            .Add("general.name", GgufValue.Of($"Random {Vocabulary}"))
            .Add("general.file_type", GgufValue.Of((uint)FileTypeF16))
            .Add("llama.context_length", GgufValue.Of((uint)Context))
            .Add("llama.embedding_length", GgufValue.Of((uint)Width))
            .Add("llama.block_count", GgufValue.Of((uint)Layers))
            .Add("llama.feed_forward_length", GgufValue.Of((uint)FeedForward))
            .Add("llama.attention.head_count", GgufValue.Of((uint)Heads))
            .Add("llama.attention.head_count_kv", GgufValue.Of((uint)KeyValueHeads))
            .Add("llama.attention.layer_norm_rms_epsilon", GgufValue.Of(1e-5f))
            .Add("llama.rope.dimension_count", GgufValue.Of((uint)HeadWidth))
            .Add("llama.rope.freq_base", GgufValue.Of(500_000f))
            .Add("llama.vocab_size", GgufValue.Of((uint)Vocabulary));
        AddTokenizer(writer);
        AddTensors(writer, new Random(Seed));
        writer.WriteTo(stream);
    }

    private void AddTokenizer(GgufWriter writer)
    {
        var metadata = GgufFile.ReadHeader(Repository.PathOf("models", "minimath", "minimath-f16.gguf")).Metadata;
        var known = (GgufArray)metadata[TokensKey];
        foreach (var (key, value) in metadata.Where(entry => entry.Key.StartsWith("tokenizer.", StringComparison.Ordinal)))
        {
            writer.Add(key, key switch
            {
                TokensKey => Filled(known, index => GgufValue.Of($"filler{index}")),
                TypesKey => Filled((GgufArray)value, _ => new GgufInteger(GgufValueType.Int32, 1, 0)),
                _ => value,
            });
        }
    }

    private GgufArray Filled(GgufArray known, Func<int, GgufValue> filler) => new(
        known.ElementType, Vocabulary, [.. known.Elements, .. Enumerable.Range(known.Elements.Length, Vocabulary - known.Elements.Length).Select(filler)], 0);

    private void AddTensors(GgufWriter writer, Random random)
    {
        Matrix("token_embd.weight", Width, Vocabulary);
        Ones("output_norm.weight");
        for (var layer = 0; layer < Layers; layer++)
        {
            Ones($"blk.{layer}.attn_norm.weight");
            Matrix($"blk.{layer}.attn_q.weight", Width, Heads * HeadWidth);
            Matrix($"blk.{layer}.attn_k.weight", Width, KeyValueHeads * HeadWidth);
            Matrix($"blk.{layer}.attn_v.weight", Width, KeyValueHeads * HeadWidth);
            Matrix($"blk.{layer}.attn_output.weight", Heads * HeadWidth, Width);
            Ones($"blk.{layer}.ffn_norm.weight");
            Matrix($"blk.{layer}.ffn_gate.weight", Width, FeedForward);
            Matrix($"blk.{layer}.ffn_up.weight", Width, FeedForward);
            Matrix($"blk.{layer}.ffn_down.weight", FeedForward, Width);
        }

        void Matrix(string name, int columns, int rows) =>
            writer.Add(new GgufTensorSource(name, [columns, rows], GgmlType.F16, stream => WriteRows(stream, random, columns, rows)));

        void Ones(string name) =>
            writer.Add(GgufTensorSource.Of(name, [Width], GgmlType.F32, MemoryMarshal.AsBytes<float>(Enumerable.Repeat(1f, Width).ToArray()).ToArray()));
    }

    // Uniform with variance 1/columns, which keeps the size of what passes through.
    private static void WriteRows(Stream stream, Random random, int columns, int rows)
    {
        var range = Math.Sqrt(3.0 / columns);
        var row = new Half[columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                row[j] = (Half)(range * ((2 * random.NextDouble()) - 1));
            }

            stream.Write(MemoryMarshal.AsBytes<Half>(row));
        }
    }
}
