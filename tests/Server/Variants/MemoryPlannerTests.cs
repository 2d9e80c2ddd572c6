using System.Collections.Immutable;
using QuantGrpc.Hosting;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Tests.Server.Variants;

/// <summary>Plans with the header numbers of real models against cards of 24, 40 and 80 GB.</summary>
public sealed class MemoryPlannerTests
{
    private const long Gb = 1_000_000_000;

    // Parameters and shapes from the models' published configurations; bits a weight as llama.cpp's quantizer gives for 8B.
    private static readonly GgufModel Llama3Of8B = Model(8.03e9, new Shape(32, 4096, 14336, 8, 128256, 8192));
    private static readonly GgufModel Llama31Of8B = Model(8.03e9, new Shape(32, 4096, 14336, 8, 128256, 131072));
    private static readonly GgufModel Llama3Of70B = Model(70.6e9, new Shape(80, 8192, 28672, 8, 128256, 8192));

    private static readonly double[] FiveTypes = [8.5, 5.7, 4.89, 4.0, 3.17];

    [Fact]
    public void A_cell_of_Llama_3_8B_in_f16_is_128_KiB() => (Needs(Llama3Of8B, 16).At(16).KvCache / (4096 * 16)).ShouldBe(131_072);

    [Theory]
    [InlineData("q8_0", "q8_0", 69_632)]
    [InlineData("q4_0", "q4_0", 36_864)]
    [InlineData("f16", "q8_0", 100_352)]
    public void A_quantized_cache_is_smaller(string k, string v, long bytes) =>
        (Needs(Llama3Of8B, 16, new VariantSettings { CacheTypeK = k, CacheTypeV = v }).At(16).KvCache / (4096 * 16)).ShouldBe(bytes);

    [Fact]
    public void The_default_context_is_the_trained_one_up_to_4096()
    {
        Needs(Llama31Of8B, 16).Context.ShouldBe(4096);
        Needs(Llama3Of8B, 16, new VariantSettings { Context = 100 }).Context.ShouldBe(100);
    }

    [Fact]
    public void Five_quantizations_of_8B_share_an_80_GB_card_with_all_layers_on_it()
    {
        var plan = Plan(80 * Gb, Variants(Llama3Of8B, FiveTypes));

        plan.Placements.ShouldAllBe(p => p.Pool!.IsGpu && p.GpuLayers == 33);
        plan.Placements.Select(p => p.Sequences).Distinct().ShouldHaveSingleItem().ShouldBe(16);
    }

    [Fact]
    public void Sequences_are_lowered_for_all_alike_before_one_is_left_out()
    {
        var plan = Plan(60 * Gb, Variants(Llama3Of8B, FiveTypes));

        plan.Placements.ShouldAllBe(p => p.Pool!.IsGpu);
        plan.Placements.Select(p => p.Sequences).Distinct().ShouldHaveSingleItem().ShouldBeInRange(4, 15);
    }

    [Fact]
    public void On_40_GB_four_of_five_quantizations_are_on_the_card()
    {
        var plan = Plan(40 * Gb, Variants(Llama3Of8B, FiveTypes));

        plan.Placements.Count(p => p.Pool!.IsGpu).ShouldBe(4);
        plan.Placements.ShouldAllBe(p => p.Pool != null);
    }

    [Fact]
    public void On_24_GB_what_does_not_fit_on_the_card_stays_on_the_host_and_says_why()
    {
        var plan = Plan(24 * Gb, Variants(Llama3Of8B, FiveTypes));

        plan.Placements.Count(p => p.Pool!.IsGpu).ShouldBeInRange(2, 4);
        plan.Placements.First(p => !p.Pool!.IsGpu).Reason.ShouldMatch("no layer offloaded: it needs .* GiB .* and CUDA0 has .* left of");
    }

    [Fact]
    public void Seventy_billion_weights_fit_80_GB_in_four_bits_and_not_in_sixteen()
    {
        Plan(80 * Gb, Variants(Llama3Of70B, [4.85])).Placements[0].GpuLayers.ShouldBe(81);
        var sixteen = Plan(80 * Gb, Variants(Llama3Of70B, [16]), host: 64 * Gb).Placements[0];

        sixteen.Pool.ShouldBeNull();
        sixteen.Reason.ShouldContain("131.5 GiB weights");
    }

    [Fact]
    public void What_does_not_fit_stays_unloaded_and_fails_nobody_else()
    {
        var plan = Plan(null, [Needs(Llama3Of70B, 4.85, id: "big"), Needs(Llama3Of8B, 4.89, id: "small")], host: 24 * Gb);

        plan.Placements.Single(p => p.Needs.Entry.Id == "big").Pool.ShouldBeNull();
        plan.Placements.Single(p => p.Needs.Entry.Id == "small").Pool.ShouldNotBeNull();
        plan.Lines().First().ShouldContain("big: stays unloaded: it needs");
    }

    [Fact]
    public void Variants_of_one_file_count_its_weights_once()
    {
        var f16 = Needs(Llama3Of8B, 16, id: "f16");
        var other = new VariantNeeds(f16.Entry with { Id = "f16-kv-q8_0" }, f16.Model, new VariantSettings { CacheTypeK = "q8_0", CacheTypeV = "q8_0" });

        Plan(null, [f16, other], host: 24 * Gb).Placements.ShouldAllBe(p => p.Pool != null);
    }

    [Fact]
    public void Weights_on_the_host_are_none_on_the_card()
    {
        var host = Needs(Llama3Of8B, 16, new VariantSettings { GpuLayers = "0" }, "host");
        var card = new VariantNeeds(host.Entry with { Id = "card" }, host.Model, new VariantSettings());

        Plan(10 * Gb, [host, card]).Placements.ShouldAllBe(p => !p.Pool!.IsGpu); // 16 GB of weights do not fit on 10 GB
    }

    [Fact]
    public void Beside_resident_variants_a_card_has_what_is_free_now_and_the_host_what_they_leave()
    {
        var onHost = Plan(null, [Needs(Llama3Of8B, 16, new VariantSettings { Sequences = 4 })], host: 24 * Gb).Placements;
        var other = Needs(Llama3Of8B, 8.5, id: "other");

        MemoryPlanner.Beside([], Card(free: 20 * Gb), 24 * Gb).Plan([other]).Placements[0].Pool!.IsGpu.ShouldBeTrue();
        var beside = MemoryPlanner.Beside(onHost, Card(free: 1 * Gb), 24 * Gb).Plan([other]).Placements[0];
        beside.Pool.ShouldBeNull();
        beside.Reason.ShouldContain("CPU has 4.1 GiB left of 21.2 GiB");
    }

    [Fact]
    public void Beside_a_resident_variant_of_its_file_a_variant_needs_no_weights()
    {
        var f16 = Needs(Llama3Of8B, 16, new VariantSettings { Sequences = 4 });
        var resident = Plan(40 * Gb, [f16]).Placements;
        var twin = new VariantNeeds(f16.Entry with { Id = "twin" }, f16.Model, new VariantSettings { Sequences = 4 });
        var replaced = new VariantNeeds(f16.Entry with { Id = "replaced", Stamp = "another file" }, f16.Model, new VariantSettings { Sequences = 4 });
        var planner = MemoryPlanner.Beside(resident, Card(free: 8 * Gb), 8 * Gb);

        planner.Plan([twin]).Placements[0].Pool!.IsGpu.ShouldBeTrue();
        Should.Throw<StartException>(() => planner.Plan([replaced])).Message.ShouldContain("4 sequences");
    }

    [Fact]
    public void A_part_of_the_layers_takes_a_part_of_the_card()
    {
        var half = Needs(Llama3Of8B, 16, new VariantSettings { GpuLayers = "16" }, "half");

        var placement = Plan(24 * Gb, [half, Needs(Llama3Of8B, 4.89, id: "whole")]).Placements;

        placement[0].OnPool!.Weights.ShouldBe((long)(half.Model.WeightBytes * (16 / 33.0)));
        placement[1].Pool!.IsGpu.ShouldBeTrue();
    }

    [Fact]
    public void Attention_that_is_not_fused_needs_room_for_its_scores()
    {
        var fused = Needs(Llama3Of8B, 16).At(16).Compute;
        var plain = Needs(Llama3Of8B, 16, new VariantSettings { FlashAttention = "off" }).At(16).Compute;

        (plain - fused).ShouldBe(32L * 512 * 4096 * sizeof(float)); // of one sequence's cells: each has its own part
    }

    [Theory]
    [InlineData(10_000, null, "Context is 10000; the model was trained with 8192 tokens")]
    [InlineData(4096, 1000, "KvCells is 1000, less than one sequence's context of 4096")]
    [InlineData(8192, 8192, null)]
    public void Settings_that_do_not_suit_the_model_are_refused(int context, int? cells, string? refusal) =>
        Needs(Llama3Of8B, 16, new VariantSettings { Context = context, KvCells = cells }).Refusal().ShouldBe(refusal);

    [Fact]
    public void Cells_beyond_counting_fit_nowhere() => Should.Throw<StartException>(
        () => Plan(null, [Needs(Llama31Of8B, 16, new VariantSettings { Context = 131_072, Sequences = 256, KvCells = null })])).Message.ShouldContain("256 sequences");

    [Fact]
    public void An_explicit_setting_that_cannot_be_met_is_an_error_with_the_numbers()
    {
        var sequences = Needs(Llama3Of8B, 16, new VariantSettings { Sequences = 64 });
        var layers = Needs(Llama3Of8B, 16, new VariantSettings { GpuLayers = "33" });

        Should.Throw<StartException>(() => Plan(null, [sequences], host: 24 * Gb)).Message.ShouldContain("64 sequences of 4096 tokens were asked for: it needs");
        Should.Throw<StartException>(() => Plan(10 * Gb, [layers])).Message.ShouldContain("GpuLayers is 33: it needs");
        Should.Throw<StartException>(() => Plan(null, [layers])).Message.ShouldContain("no device of this machine takes layers");
    }

    [Theory]
    [InlineData("q9_9", null, null, false, "CacheTypeK is q9_9; allowed is f32, f16")]
    [InlineData(null, "q4_0", "off", false, "needs flash attention")]
    [InlineData("q5_1", "q5_1", null, true, "on CUDA the KV cache is f16, q8_0 or q4_0")]
    [InlineData("f16", "q8_0", null, true, "K and V alike")]
    [InlineData("q8_0", "q8_0", null, true, null)]
    [InlineData("f16", "q5_1", "on", false, null)]
    public void Cache_types_are_checked(string? k, string? v, string? flash, bool cuda, string? refusal)
    {
        var settings = new VariantSettings { CacheTypeK = k, CacheTypeV = v, FlashAttention = flash };
        var found = CacheType.Refusal(settings, new CacheHeads(128, 128), cuda);

        (refusal is null ? found is null : found is not null && found.Contains(refusal, StringComparison.Ordinal)).ShouldBeTrue(found);
    }

    private static MemoryPlan Plan(long? card, IReadOnlyList<VariantNeeds> variants, long host = 256 * Gb)
    {
        MemoryPool[] cards = card is { } bytes ? [new MemoryPool("CUDA0", true, MemoryPool.WithoutReserve(bytes, bytes))] : [];
        return new MemoryPlanner([.. cards, new MemoryPool("CPU", false, MemoryPool.WithoutReserve(host, host))]).Plan(variants);
    }

    private static DeviceInfo[] Card(long free) =>
        [new DeviceInfo { Name = "CUDA0", Description = "a card", Kind = DeviceKind.Gpu, TotalBytes = 40 * Gb, FreeBytes = free }];

    private static List<VariantNeeds> Variants(GgufModel model, double[] bits) => [.. bits.Select(b => Needs(model, b, id: $"{b}"))];

    private static VariantNeeds Needs(GgufModel model, double bits, VariantSettings? settings = null, string id = "v") => new(
        new CatalogEntry { Id = id, Files = [$"{id}.gguf"] },
        model with { WeightBytes = (long)(model.Parameters * bits / 8) },
        settings ?? new VariantSettings());

    private static GgufModel Model(double parameters, Shape shape) => new()
    {
        Architecture = "llama",
        Parameters = (long)parameters,
        WeightBytes = 0,
        FileBytes = 0,
        FileType = LlamaFileType.Find("Q4_K_M")!,
        IsQuantized = true,
        Vocabulary = shape.Vocabulary,
        TrainedContext = shape.Context,
        Embedding = shape.Embedding,
        FeedForward = shape.FeedForward,
        Heads = shape.Embedding / 128,
        KvHeads = [.. Enumerable.Repeat(shape.KvHeads, shape.Layers)],
        KeyLength = 128,
        ValueLength = 128,
    };

    private sealed record Shape(int Layers, int Embedding, int FeedForward, int KvHeads, int Vocabulary, int Context);
}
