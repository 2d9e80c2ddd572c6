using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>
/// How long llama.cpp's CPU threads spin at a barrier before they sleep. libgomp's own limit, about 3 ms, is longer than a decode of a
/// small model: where anything else wants the cores (a client on the same machine, a second process), threads spin through each other's
/// time slices and a decode becomes 10 to 50 times slower.
/// </summary>
internal static partial class OpenMpSpin
{
    // About 1 ms by libgomp's own estimate (env.c, release 12: 100,000 spins a millisecond). Measured on two quiet cores, a run of 2,100
    // solutions of MiniMATH: 37.6 s, as with libgomp's 300,000; with 10,000 50.6 s, without spinning 137 s.
    private const string Count = "100000";

    /// <summary>Sets the limit unless the environment states one; has an effect only before libgomp is loaded.</summary>
    public static void Limit()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            // libgomp reads the C environment, which .NET copies at start and does not write back to.
            _ = SetEnvironment("GOMP_SPINCOUNT", Count, overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
