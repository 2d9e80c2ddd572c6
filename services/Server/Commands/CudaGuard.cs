using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Commands;

/// <summary>LLamaSharp falls back to the CPU without a word where no CUDA library loads: a build for CUDA refuses that.</summary>
internal static class CudaGuard
{
#if CUDA12
    private const bool BuiltForCuda = true;
#else
    private const bool BuiltForCuda = false;
#endif

    /// <exception cref="NativeLibraryException">This build is for CUDA and the loaded library is not.</exception>
    public static void Check(LlamaBackendInfo backend, bool allowCpu)
    {
        if (BuiltForCuda && !backend.UsesCuda && !allowCpu)
        {
            throw new NativeLibraryException(
                "this build is for CUDA 12 and no CUDA library could be loaded: it needs an NVIDIA driver, libcudart.so.12 and "
                + "libcublas.so.12, and CUDA_VERSION=12 in the environment where /usr/local/cuda/version.json is missing; "
                + "--allow-cpu runs on the CPU all the same");
        }
    }
}
