using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Llama.Models;

/// <summary>A file of weights and where its layers go.</summary>
public sealed record WeightsSource
{
    /// <summary>The GGUF file; the first part of a split one.</summary>
    public required string Path { get; init; }

    /// <summary>Layers to offload; 0 keeps all on the CPU.</summary>
    public int GpuLayers { get; init; }

    /// <summary>The only device to offload to; null leaves the choice to llama.cpp.</summary>
    public DeviceInfo? Device { get; init; }
}
