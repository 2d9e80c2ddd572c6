using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>From files and settings to what is planned for, and from a place in memory to a spec.</summary>
internal sealed class SpecPlanner(LlamaBackendInfo backend, VariantSettings defaults)
{
    /// <summary>The engine.</summary>
    public LlamaBackendInfo Backend => backend;

    /// <summary>Why the settings do not suit the file's model; null where they do.</summary>
    public string? Refusal(CatalogEntry entry) => entry.Model is not { } model ? entry.Problem
        : CacheType.Refusal(SettingsOf(entry), new CacheHeads(model.KeyLength, model.ValueLength), backend.UsesCuda && SettingsOf(entry).GpuLayers != "0")
            ?? NeedsOf(entry).Refusal();

    /// <summary>What a variant without <see cref="Refusal"/> needs.</summary>
    public VariantNeeds NeedsOf(CatalogEntry entry) =>
        new(entry, entry.Model ?? throw new ArgumentException("a file without a model was let in", nameof(entry)), SettingsOf(entry));

    public static VariantSpec SpecOf(Placement placement)
    {
        var needs = placement.Needs;
        return new VariantSpec
        {
            Id = needs.Entry.Id,
            Files = needs.Entry.Files,
            Stamp = needs.Entry.Stamp,
            Model = needs.Model,
            CacheTypeK = needs.K.Name,
            CacheTypeV = needs.V.Name,
            Wakv = Wakv.Of(needs.Model.FileType, needs.K, needs.V),
            Context = needs.Context,
            ContextSettings = new ContextSettings
            {
                Cells = (int)Math.Min(int.MaxValue, needs.CellsOf(placement.Sequences)), // more is never resident
                IsPool = needs.IsPool(placement.Sequences),
                Sequences = placement.Sequences,
                Threads = needs.Settings.Threads ?? Environment.ProcessorCount,
                MicroBatch = VariantNeeds.MicroBatch,
                CacheTypeK = needs.K.Number,
                CacheTypeV = needs.V.Number,
                FlashAttention = CacheType.FlashAttentionOf(needs.Settings),
            },
            PrefillTokens = needs.Settings.PrefillTokens ?? VariantSettings.DefaultPrefillTokens,
            Share = needs.Settings.Share ?? 1,
            GpuLayers = placement.GpuLayers,
            ChatTemplate = needs.Settings.ChatTemplate,
            Adapters = needs.Entry.Named?.Adapters ?? [],
            Memory = placement.Memory,
            Placement = placement,
            UnloadedReason = placement.Pool is null ? placement.Reason : null,
        };
    }

    /// <summary>Of files that cannot be used.</summary>
    public static VariantSpec Broken(CatalogEntry entry) => new()
    {
        Id = entry.Id,
        Files = entry.Files,
        CacheTypeK = "",
        CacheTypeV = "",
        Wakv = "",
        Context = 0,
        ContextSettings = new ContextSettings { Cells = 0, Sequences = 0, Threads = 0 },
        Memory = new MemoryUse(0, 0, 0),
        UnloadedReason = entry.Problem,
    };

    private VariantSettings SettingsOf(CatalogEntry entry) => entry.Named?.Over(defaults) ?? defaults;
}
