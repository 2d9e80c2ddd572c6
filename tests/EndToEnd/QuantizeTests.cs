using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

public sealed class QuantizeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-quantize-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Variants_are_what_llama_cpps_own_quantizer_makes()
    {
        (await QuantizeAsync(MiniMath.F16Path, "--types", "Q8_0,Q4_K_M,Q2_K")).ShouldBe(0);

        // Sizes from models/minimath/reference.json.
        Sizes().ShouldBe(new Dictionary<string, long>
        {
            ["minimath-Q2_K.gguf"] = 1_864_256, ["minimath-Q4_K_M.gguf"] = 2_908_736, ["minimath-Q8_0.gguf"] = 5_181_504,
        });
        GgufModel.From(GgufFile.ReadHeader(Path.Combine(_folder.FullName, "minimath-Q2_K.gguf"))).FileType.Name.ShouldBe("Q2_K");
    }

    [Fact]
    public async Task What_is_quantized_already_is_refused_unless_told_to()
    {
        await QuantizeAsync(MiniMath.F16Path, "--types", "Q4_0");
        var source = Path.Combine(_folder.FullName, "minimath-Q4_0.gguf");

        (await QuantizeAsync(source, "--types", "Q8_0")).ShouldBe(1);
        Sizes().Keys.ShouldBe(["minimath-Q4_0.gguf"]);
        (await QuantizeAsync(source, "--types", "Q8_0", "--allow-requantize")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_no_model_leaves_nothing_behind()
    {
        var broken = Path.Combine(_folder.FullName, "broken.gguf");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(MiniMath.F16Path))[..500_000]);

        (await QuantizeAsync(broken, "--types", "Q8_0")).ShouldBe(1);

        Sizes().Keys.ShouldBe(["broken.gguf"]);
    }

    private Dictionary<string, long> Sizes() =>
        _folder.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).ToDictionary(f => f.Name, f => f.Length);

    private async Task<int> QuantizeAsync(string source, params string[] more)
    {
        await using var program = ChildProgram.Start(Executables.Server, ["quantize", source, "--out", _folder.FullName, .. more]);
        return await program.WaitForExitAsync(Limit);
    }
}
