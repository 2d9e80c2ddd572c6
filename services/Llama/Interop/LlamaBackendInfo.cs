namespace QuantGrpc.Llama.Interop;

/// <summary>The native library in use.</summary>
public sealed record LlamaBackendInfo
{
    /// <summary>Path relative to the application.</summary>
    public required string LibraryPath { get; init; }

    /// <summary>llama.cpp's release, for example "b10221 (815a2a591)", or the commit alone where the release is not known.</summary>
    public required string LlamaCppRelease { get; init; }

    /// <summary>Whether the library computes on NVIDIA cards.</summary>
    public required bool UsesCuda { get; init; }

    /// <summary>The instruction set that the CPU code was built for, for example "Avx512".</summary>
    public required string InstructionSet { get; init; }

    /// <summary>CPU features in llama.cpp's own spelling.</summary>
    public required IReadOnlyList<string> CpuFeatures { get; init; }

    /// <summary>One line for a start-up log.</summary>
    public override string ToString() =>
        $"llama.cpp {LlamaCppRelease} through LLamaSharp {LlamaBackend.LLamaSharpRelease}, {LibraryPath}, "
        + $"{(UsesCuda ? "CUDA" : "CPU")} {InstructionSet} [{string.Join(' ', CpuFeatures)}]";
}
