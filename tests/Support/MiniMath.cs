using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Tests.Support;

/// <summary>The embedded model, loaded once for the process.</summary>
internal static class MiniMath
{
    public static string F16Path { get; } = Repository.PathOf("models", "minimath", "minimath-f16.gguf");

    private static readonly Lazy<ModelWeights> Loaded = new(() => Load(F16Path));

    public static ModelWeights Weights => Loaded.Value;

    /// <summary>A variant of it, for the caller to dispose.</summary>
    public static ModelWeights Load(string path)
    {
        LlamaBackend.Load(NullLogger.Instance);
        return ModelWeights.Load(new WeightsSource { Path = path }, new Progress<float>(), CancellationToken.None);
    }

    /// <summary>
    /// Writes a copy that says it was trained with so many tokens: what it generates beyond the real 1,024 means nothing, and takes long.
    /// </summary>
    public static void CopyWithContext(string path, uint tokens)
    {
        var file = File.ReadAllBytes(F16Path);
        var key = "llama.context_length"u8;
        var value = file.AsSpan(file.AsSpan().IndexOf(key) + key.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(value) != (uint)GgufValueType.UInt32)
        {
            throw new InvalidDataException("the length of the context is not the type of number that is written here");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(value[sizeof(uint)..], tokens);
        File.WriteAllBytes(path, file);
    }

    public static ContextSettings Settings(int sequences = 4) => new() { Cells = 1024 * sequences, Sequences = sequences, Threads = 2 };
}
