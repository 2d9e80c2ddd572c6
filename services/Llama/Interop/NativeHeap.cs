using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>
/// Where glibc's malloc puts large buffers. It raises its own limit for mappings to the largest that was ever freed, up to 32 MiB: KV
/// caches and compute buffers of later contexts then lie between small blocks, and what variants leave behind when they are unloaded
/// is not given back.
/// </summary>
internal static partial class NativeHeap
{
    // mallopt's M_MMAP_THRESHOLD; setting it ends the adjusting.
    private const int MapThreshold = -3;

    // Buffers of contexts and weights are larger, what a decode call allocates for itself is smaller.
    private const int Bytes = 1024 * 1024;

    /// <summary>Keeps large buffers in mappings of their own, which are given back when they are freed.</summary>
    public static void KeepLargeBuffersApart()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Set(MapThreshold, Bytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);
}
