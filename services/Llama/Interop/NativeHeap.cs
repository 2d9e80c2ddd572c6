using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>
/// How glibc's malloc keeps llama.cpp's buffers. By itself it raises the size from which a block is a mapping of its own to the largest one that
/// was ever freed, up to 32 MiB: KV caches and compute buffers then lie in the arenas of whichever threads asked for them, between small blocks,
/// and each arena keeps what is freed there.
/// </summary>
internal static partial class NativeHeap
{
    // <malloc.h>
    private const int MapThreshold = -3;

    private const int Large = 1 << 20;

    /// <summary>Has blocks of 1 MiB and more given back when they are freed; for those that are allocated from now on.</summary>
    public static void MapLargeBlocks()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Set(MapThreshold, Large);
        }
    }

    /// <summary>Gives pages back that hold nothing: what many small blocks have left, those of a vocabulary for example.</summary>
    public static void Trim()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Trim(keep: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
