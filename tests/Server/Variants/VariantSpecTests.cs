using Microsoft.Extensions.Configuration;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Variants;

/// <summary>What of the configuration reaches a variant's engine.</summary>
public sealed class VariantSpecTests
{
    [Fact]
    public void What_says_nothing_gets_equal_shares_and_short_prompts_beside_streams()
    {
        var spec = SpecOf([]);

        spec.Share.ShouldBe(1);
        spec.PrefillTokens.ShouldBe(128);
        spec.ContextSettings.Threads.ShouldBe(Environment.ProcessorCount);
    }

    [Fact]
    public void A_variant_says_it_for_itself_before_the_defaults_do()
    {
        var spec = SpecOf(new()
        {
            ["Defaults:Share"] = "2.5",
            ["Defaults:PrefillTokens"] = "64",
            ["Defaults:Threads"] = "3",
            ["Variants:0:Share"] = "4",
            ["Variants:0:Threads"] = "1",
        });

        spec.Share.ShouldBe(4);
        spec.PrefillTokens.ShouldBe(64);
        spec.ContextSettings.Threads.ShouldBe(1);
    }

    private static VariantSpec SpecOf(Dictionary<string, string?> settings)
    {
        settings["Variants:0:Id"] = "v";
        settings["Variants:0:Path"] = MiniMath.F16Path;
        var models = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Get<ModelsOptions>();
        var named = models!.Variants.ShouldHaveSingleItem();
        var entry = new CatalogEntry { Id = "v", Files = [MiniMath.F16Path], Named = named };
        var needs = new VariantNeeds(entry, GgufModel.From(GgufFile.ReadHeader(MiniMath.F16Path)), named.Over(models.Defaults));
        var host = new MemoryPool("CPU", false, MemoryPool.WithoutReserve(1L << 34, 1L << 34));
        return SpecPlanner.SpecOf(new MemoryPlanner([host]).Plan([needs]).Placements[0]);
    }
}
