using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Tests.Llama.Gguf;

/// <summary>Small files of the tests' own.</summary>
internal static class GgufSamples
{
    /// <summary>Metadata that every model needs, for a tiny Llama of two layers.</summary>
    internal static GgufWriter Model(string architecture = "llama") => new GgufWriter()
        .Add("general.architecture", GgufValue.Of(architecture))
        .Add("general.name", GgufValue.Of("Tiny"))
        .Add($"{architecture}.context_length", GgufValue.Of(64u))
        .Add($"{architecture}.embedding_length", GgufValue.Of(32u))
        .Add($"{architecture}.block_count", GgufValue.Of(2u))
        .Add($"{architecture}.attention.head_count", GgufValue.Of(4u))
        .Add("general.file_type", GgufValue.Of(7u))
        .Add("tokenizer.ggml.tokens", GgufValue.Of(["a", "b", "ü"]))
        .Add("tokenizer.ggml.add_bos_token", GgufValue.Of(true));

    internal static GgufTensorSource Tensor(string name, GgmlType type = GgmlType.Q8_0, int rows = 3) =>
        GgufTensorSource.Of(name, [32, rows], type, new byte[type.Traits().RowBytes(32) * rows]);

    internal static byte[] Bytes(GgufWriter writer)
    {
        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }

    internal static byte[] TinyModel() => Bytes(Model().Add(Tensor("token_embd.weight")).Add(Tensor("output_norm.weight", GgmlType.F32, 1)));

    internal static GgufHeader Read(byte[] bytes, string name = "sample.gguf") => GgufFile.ReadHeader(new MemoryStream(bytes), name);

    /// <summary>Parses all there is to parse; the header's own faults are the only exception that may come.</summary>
    internal static bool ParsesOrRefuses(byte[] bytes)
    {
        try
        {
            var header = Read(bytes);
            return header.Kind != GgufKind.Model || GgufModel.From(header).Parameters > 0;
        }
        catch (GgufFormatException fault)
        {
            return fault.Message.StartsWith("sample.gguf: byte ", StringComparison.Ordinal);
        }
    }
}
