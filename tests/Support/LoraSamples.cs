using System.Runtime.InteropServices;
using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Tests.Support;

/// <summary>Small random adapters for MiniMATH.</summary>
internal static class LoraSamples
{
    private const int Rank = 4;

    /// <summary>An adapter of every layer's query and output matrices.</summary>
    /// <param name="seed">Of its weights.</param>
    /// <param name="strength">Largest weight of the upper matrices; 0 changes nothing.</param>
    public static GgufWriter Random(int seed, float strength)
    {
        var model = GgufFile.ReadHeader(MiniMath.F16Path);
        var writer = Header(model.Text("general.architecture") ?? "");
        var random = new Random(seed);
        foreach (var tensor in model.Tensors.Where(t => t.Name.EndsWith("attn_q.weight", StringComparison.Ordinal) || t.Name.EndsWith("attn_output.weight", StringComparison.Ordinal)))
        {
            writer.Add(Matrix($"{tensor.Name}.lora_a", [tensor.Shape[0], Rank], random, 0.1f));
            writer.Add(Matrix($"{tensor.Name}.lora_b", [Rank, tensor.Shape[1]], random, strength));
        }

        return writer;
    }

    public static GgufWriter Header(string architecture) => new GgufWriter()
        .Add("general.architecture", GgufValue.Of(architecture))
        .Add("general.type", GgufValue.Of("adapter"))
        .Add("adapter.type", GgufValue.Of("lora"))
        .Add("adapter.lora.alpha", GgufValue.Of((float)Rank));

    public static GgufTensorSource Matrix(string name, long[] shape, Random random, float strength)
    {
        var weights = new float[shape[0] * shape[1]];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = ((2 * random.NextSingle()) - 1) * strength;
        }

        return GgufTensorSource.Of(name, [.. shape], GgmlType.F32, MemoryMarshal.AsBytes(weights.AsSpan()).ToArray());
    }

    /// <summary>Writes a file.</summary>
    public static void Write(this GgufWriter writer, string path)
    {
        using var file = File.Create(path);
        writer.WriteTo(file);
    }
}
