using Microsoft.Extensions.Logging.Abstractions;
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

    public static ContextSettings Settings(int sequences = 4) => new() { Cells = 1024 * sequences, Sequences = sequences, Threads = 2 };
}
