using System.Diagnostics;
using System.Runtime.InteropServices;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Gguf;

public sealed class GgmlTypesTests
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint OfType(int type);

    [Fact]
    public void Table_is_that_of_the_native_library()
    {
        MiniMath.Weights.ShouldNotBeNull();
        using var process = Process.GetCurrentProcess();
        var path = process.Modules.Cast<ProcessModule>().First(module => Path.GetFileName(module.FileName).StartsWith("libggml-base.", StringComparison.Ordinal)).FileName;
        var library = NativeLibrary.Load(path);
        OfType Export(string name) => Marshal.GetDelegateForFunctionPointer<OfType>(NativeLibrary.GetExport(library, name));
        var (name, block, bytes) = (Export("ggml_type_name"), Export("ggml_blck_size"), Export("ggml_type_size"));
        foreach (var type in Enum.GetValues<GgmlType>())
        {
            new GgmlTypeTraits(Marshal.PtrToStringUTF8(name((int)type)) ?? "", (int)block((int)type), (int)bytes((int)type)).ShouldBe(type.Traits());
        }
    }

    [Theory]
    [InlineData(2, "Q4_0", 4)]
    [InlineData(15, "Q4_K_M", 4)]
    [InlineData(17, "Q5_K_M", 5)]
    [InlineData(32, "BF16", 16)]
    [InlineData(38, "MXFP4_MOE", 4)]
    public void File_types_have_llama_cpps_names(int number, string name, int bits)
    {
        LlamaFileType.Of(number).ShouldBe(LlamaFileType.Find(name.ToLowerInvariant()));
        LlamaFileType.Of(number).ShouldNotBeNull().WeightBits.ShouldBe(bits);
    }

    [Fact]
    public void A_type_that_is_not_stated_is_guessed_from_the_weights()
    {
        LlamaFileType.Of(1024).ShouldBeNull();
        LlamaFileType.Guess(GgmlType.Q4_K).ShouldBe(new LlamaFileType(null, "Q4_K", 4, "k-quant"));
        LlamaFileType.Guess(GgmlType.BF16).ShouldBe(new LlamaFileType(null, "BF16", 16, "none"));
    }
}
