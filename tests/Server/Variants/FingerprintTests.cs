using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Tests.Server.Variants;

public sealed class FingerprintTests
{
    private static readonly LlamaBackendInfo Backend = new()
    {
        LibraryPath = "l", LlamaCppRelease = "b1", UsesCuda = false, InstructionSet = "Avx2", CpuFeatures = [],
    };

    private static readonly VariantSpec Spec = new()
    {
        Id = "v", Files = ["f"], CacheTypeK = "f16", CacheTypeV = "f16", Wakv = "w", Context = 1024,
        ContextSettings = new ContextSettings { Cells = 4096, Sequences = 4, Threads = 2 }, Memory = new MemoryUse(0, 0, 0),
    };

    [Fact]
    public void Everything_that_can_change_a_result_changes_it()
    {
        string[] prints =
        [
            Fingerprint.Of("a", [], Spec, Backend),
            Fingerprint.Of("a", ["x"], Spec with { Adapters = [new VariantAdapter { Id = "x" }] }, Backend),
            Fingerprint.Of("a", ["x"], Spec with { Adapters = [new VariantAdapter { Id = "x", Scale = 2 }] }, Backend),
            Fingerprint.With("a", [new AdapterHash("x", 1)]),
            Fingerprint.Of("b", [], Spec, Backend),
            Fingerprint.Of("a", [], Spec with { CacheTypeK = "q8_0" }, Backend),
            Fingerprint.Of("a", [], Spec with { CacheTypeV = "q8_0" }, Backend),
            Fingerprint.Of("a", [], Spec with { Context = 512 }, Backend),
            Fingerprint.Of("a", [], Spec with { ChatTemplate = "llama3" }, Backend),
            Fingerprint.Of("a", [], Spec with { ContextSettings = Spec.ContextSettings with { FlashAttention = FlashAttention.Off } }, Backend),
            Fingerprint.Of("a", [], Spec, Backend with { LlamaCppRelease = "b2" }),
            Fingerprint.Of("a", [], Spec with { GpuLayers = 9 }, Backend with { UsesCuda = true }),
        ];

        prints.Distinct().Count().ShouldBe(prints.Length);
    }

    [Fact]
    public void Names_threads_and_sequences_do_not() => Fingerprint.Of(
        "a", [], Spec with { Id = "other", ContextSettings = Spec.ContextSettings with { Threads = 9, Sequences = 1, Cells = 1024 } }, Backend)
        .ShouldBe(Fingerprint.Of("a", [], Spec, Backend));

    [Theory]
    [InlineData("Q4_K_M", "f16", "f16", "W4/A8/KV16")]
    [InlineData("F16", "f16", "f16", "W16/A16/KV16")]
    [InlineData("BF16", "q8_0", "q4_0", "W16/A16/KV8:4")]
    [InlineData("F32", "q8_0", "q8_0", "W32/A32/KV8")]
    public void Weights_activations_and_cache_are_shown_in_bits(string type, string k, string v, string shown) => Wakv.Of(
        LlamaFileType.Find(type).ShouldNotBeNull(), CacheType.Find(k).ShouldNotBeNull(), CacheType.Find(v).ShouldNotBeNull()).ShouldBe(shown);
}
