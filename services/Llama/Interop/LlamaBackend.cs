using System.Reflection;
using System.Runtime.InteropServices;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Llama.Interop;

/// <summary>llama.cpp as it was loaded: which library, which release, which devices.</summary>
public static class LlamaBackend
{
    private static readonly Lock Gate = new();
    private static LlamaBackendInfo? _info;

    /// <summary>Release of LLamaSharp that this build stands on.</summary>
    public static string LLamaSharpRelease { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == nameof(LLamaSharpRelease)).Value ?? "";

    /// <summary>Loads the native library once in a process. Later calls return what the first found.</summary>
    /// <param name="logger">Takes llama.cpp's log from now on.</param>
    /// <exception cref="NativeLibraryException">A platform that is not served, OpenMP or a backend missing.</exception>
    public static LlamaBackendInfo Load(ILogger logger)
    {
        lock (Gate)
        {
            return _info ??= LoadOnce(logger);
        }
    }

    /// <summary>Devices with their memory as of now; the CPU comes last.</summary>
    public static unsafe IReadOnlyList<DeviceInfo> Devices()
    {
        var devices = new List<DeviceInfo>();
        for (nuint i = 0; i < NativeApi.ggml_backend_dev_count(); i++)
        {
            var device = NativeApi.ggml_backend_dev_get(i);
            nuint free, total;
            NativeGgml.DeviceMemory(device, &free, &total);
            devices.Add(new DeviceInfo
            {
                Name = Text(NativeApi.ggml_backend_dev_name(device)),
                Description = Text(NativeGgml.DeviceDescription(device)),
                Kind = NativeGgml.DeviceType(device) switch { 0 => DeviceKind.Cpu, 1 or 2 => DeviceKind.Gpu, _ => DeviceKind.Accelerator },
                TotalBytes = (long)total,
                FreeBytes = (long)free,
                Handle = device,
            });
        }

        return [.. devices.OrderBy(d => d.Kind == DeviceKind.Cpu)];
    }

    /// <summary>Gives memory back to the system that contexts and weights have left; takes milliseconds, on any thread.</summary>
    public static void GiveMemoryBack() => NativeHeap.Trim();

    private static LlamaBackendInfo LoadOnce(ILogger logger)
    {
        OpenMpSpin.Limit();
        Platform.Check();
        NativeHeap.MapLargeBlocks();
        NativeLogs.Attach(logger);
        try
        {
            // Vulkan is never shipped here; asking for it would start `vulkaninfo` at every load.
            NativeLibraryConfig.All.WithVulkan(enable: false);
            NativeApi.llama_empty_call();
        }
        catch (Exception e) when (e is TypeInitializationException or LLama.Exceptions.RuntimeError or DllNotFoundException)
        {
            throw new NativeLibraryException(
                "llama.cpp could not be loaded: no library for this processor among the application's runtimes/ folder "
                + $"({RuntimeInformation.RuntimeIdentifier}), or one that it needs is missing", e);
        }

        NativeModules.Bind();
        return Describe();
    }

    private static LlamaBackendInfo Describe()
    {
        var metadata = NativeApi.GetLoadedNativeLibrary(NativeLibraryName.LLama)?.Metadata;
        var commit = Text(NativeGgml.Commit());
        return new LlamaBackendInfo
        {
            LibraryPath = Path.GetRelativePath(AppContext.BaseDirectory, NativeModules.LlamaPath),
            LlamaCppRelease = LlamaCppReleases.Name(commit),
            UsesCuda = metadata?.UseCuda ?? false,
            InstructionSet = metadata?.AvxLevel.ToString() ?? RuntimeInformation.ProcessArchitecture.ToString(),
            CpuFeatures = Features(Text(NativeApi.llama_print_system_info())),
        };
    }

    // "CPU : SSE3 = 1 | SSSE3 = 1 | ... |"; only what is on is worth a reader's time.
    private static string[] Features(string systemInfo) =>
        [.. systemInfo.Split(['|', ':'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(f => f.EndsWith("= 1", StringComparison.Ordinal))
            .Select(f => f[..f.IndexOf('=')].TrimEnd())
            .Distinct()];

    private static string Text(nint cString) => Marshal.PtrToStringUTF8(cString) ?? "";
}
