using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>
/// What glibc's malloc keeps of freed buffers. It raises its own limit for mappings to the largest buffer that was ever freed, up to 32 MiB:
/// KV caches and compute buffers of later contexts then lie in its arenas between small blocks, and stay there when they are freed. (A fixed
/// limit would give each back at once, but a change of adapters makes new compute buffers, and pays for their pages each time.)
/// </summary>
internal static partial class NativeHeap
{
    /// <summary>Gives pages back that hold nothing.</summary>
    public static void Trim()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Trim(keep: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
