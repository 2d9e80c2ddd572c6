using QuantGrpc.Hosting;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>From configuration to variants: finds files, checks settings, plans memory, prints the plan.</summary>
internal sealed class RegistryBuilder(LlamaBackendInfo backend, IReadOnlyList<DeviceInfo> devices, Action<string> print)
{
    /// <exception cref="StartException">All that is wrong with the settings, in one message.</exception>
    public VariantRegistry Build(ModelsOptions options)
    {
        var catalog = VariantCatalog.Find(options);
        foreach (var line in catalog.Skipped)
        {
            print(line);
        }

        var needs = Needs(catalog, options);
        var plan = new MemoryPlanner(MemoryPool.Of(devices, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)).Plan(needs);
        foreach (var line in plan.Lines())
        {
            print(line);
        }

        var specs = plan.Placements.Select(SpecOf).Concat(catalog.Entries.Where(e => e.Model is null).Select(Broken)).ToList();
        return specs.Count > 0
            ? new VariantRegistry([.. specs.Select(s => new ServedVariant(s, options.Queue))], options.Queue)
            : throw new StartException($"no GGUF file of a model in {string.Join(", ", options.Paths)}");
    }

    private List<VariantNeeds> Needs(VariantCatalog catalog, ModelsOptions options)
    {
        var errors = new List<string>();
        var needs = new List<VariantNeeds>();
        foreach (var entry in catalog.Entries)
        {
            if (entry.Model is not { } model)
            {
                print($"{entry.Id}: stays unloaded: {entry.Problem}");
                continue;
            }

            var settings = entry.Named?.Over(options.Defaults) ?? options.Defaults;
            var heads = new CacheHeads(model.KeyLength, model.ValueLength);
            if (CacheType.Refusal(settings, heads, backend.UsesCuda && settings.GpuLayers != "0") is { } refusal)
            {
                errors.Add($"{entry.Id}: {refusal}");
                continue;
            }

            var need = new VariantNeeds(entry, model, settings);
            if (need.Refusal() is { } unsuited)
            {
                errors.Add($"{entry.Id}: {unsuited}");
                continue;
            }

            needs.Add(need);
        }

        return errors.Count == 0 ? needs : throw new StartException(string.Join('\n', errors));
    }

    private static VariantSpec SpecOf(Placement placement)
    {
        var needs = placement.Needs;
        return new VariantSpec
        {
            Id = needs.Entry.Id,
            Files = needs.Entry.Files,
            Model = needs.Model,
            CacheTypeK = needs.K.Name,
            CacheTypeV = needs.V.Name,
            Wakv = Wakv.Of(needs.Model.FileType, needs.K, needs.V),
            Context = needs.Context,
            ContextSettings = new ContextSettings
            {
                Cells = (int)Math.Min(int.MaxValue, needs.CellsOf(placement.Sequences)), // more is never resident
                Sequences = placement.Sequences,
                Threads = needs.Settings.Threads ?? Environment.ProcessorCount,
                MicroBatch = VariantNeeds.MicroBatch,
                CacheTypeK = needs.K.Number,
                CacheTypeV = needs.V.Number,
                FlashAttention = CacheType.FlashAttentionOf(needs.Settings),
            },
            GpuLayers = placement.GpuLayers,
            ChatTemplate = needs.Settings.ChatTemplate,
            Memory = placement.Memory,
            UnloadedReason = placement.Pool is null ? placement.Reason : null,
        };
    }

    private static VariantSpec Broken(CatalogEntry entry) => new()
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
}
