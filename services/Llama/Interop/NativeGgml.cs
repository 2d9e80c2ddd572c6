using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>The calls of <c>ggml.h</c> and <c>ggml-backend.h</c> that LLamaSharp lacks.</summary>
internal static unsafe partial class NativeGgml
{
    /// <summary>The commit that the library was built from, as a C string that lives as long as the library.</summary>
    [LibraryImport(NativeModules.GgmlBase, EntryPoint = "ggml_commit")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nint Commit();

    /// <summary>A device's description, for example the card's name.</summary>
    [LibraryImport(NativeModules.GgmlBase, EntryPoint = "ggml_backend_dev_description")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nint DeviceDescription(nint device);

    /// <summary>A device's memory in bytes.</summary>
    [LibraryImport(NativeModules.GgmlBase, EntryPoint = "ggml_backend_dev_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void DeviceMemory(nint device, nuint* free, nuint* total);

    /// <summary>A device's kind: 0 CPU, 1 GPU with its own memory, 2 GPU with host memory, 3 accelerator.</summary>
    [LibraryImport(NativeModules.GgmlBase, EntryPoint = "ggml_backend_dev_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int DeviceType(nint device);
}
