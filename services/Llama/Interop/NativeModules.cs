using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace QuantGrpc.Llama.Interop;

/// <summary>
/// Binds this assembly's imports to the very libraries that LLamaSharp loaded: its own resolver serves its assembly alone, and a
/// second copy under another path would be a second llama.cpp with its own state.
/// </summary>
internal static class NativeModules
{
    internal const string Llama = "quantgrpc-llama";
    internal const string GgmlBase = "quantgrpc-ggml-base";

    /// <summary>Path of the loaded <c>libllama</c>.</summary>
    internal static string LlamaPath { get; private set; } = "";

    /// <summary>Call once, after LLamaSharp has loaded its library.</summary>
    /// <exception cref="NativeLibraryException">A library cannot be found among the process's modules.</exception>
    internal static void Bind()
    {
        LlamaPath = ModulePath("libllama.");
        var llama = NativeLibrary.Load(LlamaPath);
        var ggmlBase = NativeLibrary.Load(ModulePath("libggml-base."));
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name switch
        {
            Llama => llama,
            GgmlBase => ggmlBase,
            _ => nint.Zero,
        });
    }

    private static string ModulePath(string prefix)
    {
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (Path.GetFileName(module.FileName).StartsWith(prefix, StringComparison.Ordinal))
            {
                return module.FileName;
            }
        }

        throw new NativeLibraryException($"{prefix}* is not among the libraries of this process though LLamaSharp has loaded llama.cpp");
    }
}
