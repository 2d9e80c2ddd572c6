using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>What must hold before native code is loaded; LLamaSharp's own message would blame a missing backend.</summary>
internal static class Platform
{
    private static readonly string[] Served = ["linux-x64", "linux-arm64", "osx-arm64"];

    /// <exception cref="NativeLibraryException">The platform is not served, or OpenMP's runtime is missing.</exception>
    internal static void Check()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "osx" : "other";
        var rid = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        if (!Served.Contains(rid))
        {
            throw new NativeLibraryException(
                $"this platform is not served: {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}; served are {string.Join(", ", Served)}");
        }

        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libgomp.so.1", out _))
        {
            throw new NativeLibraryException("libgomp.so.1 is missing, which llama.cpp needs (OpenMP): apt-get install libgomp1");
        }
    }
}
