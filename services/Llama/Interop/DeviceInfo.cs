namespace QuantGrpc.Llama.Interop;

/// <summary>What a device is.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A graphics card.</summary>
    Gpu,

    /// <summary>A helper of the processor without layers of its own, for example BLAS.</summary>
    Accelerator,
}

/// <summary>A device that llama.cpp can compute on.</summary>
public sealed record DeviceInfo
{
    /// <summary>ggml's name, for example "CPU" or "CUDA0".</summary>
    public required string Name { get; init; }

    /// <summary>The device's own description.</summary>
    public required string Description { get; init; }

    /// <summary>What it is.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Memory in bytes; 0 where the device does not tell.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Free memory in bytes when asked.</summary>
    public required long FreeBytes { get; init; }

    internal nint Handle { get; init; }
}
