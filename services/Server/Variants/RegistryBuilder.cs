using QuantGrpc.Hosting;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>From configuration to variants: finds files, checks settings, plans memory, prints the plan.</summary>
internal sealed class RegistryBuilder(SpecPlanner specs, IReadOnlyList<DeviceInfo> devices, Action<string> print)
{
    /// <exception cref="StartException">All that is wrong with the settings, in one message.</exception>
    public VariantRegistry Build(ModelsOptions options)
    {
        var catalog = VariantCatalog.Find(options);
        foreach (var line in catalog.Skipped)
        {
            print(line);
        }

        var needs = Needs(catalog);
        var plan = new MemoryPlanner(MemoryPool.Of(devices, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)).Plan(needs);
        foreach (var line in plan.Lines())
        {
            print(line);
        }

        var feed = new VariantFeed();
        var variants = plan.Placements.Select(p => new ServedVariant(p.Needs.Entry, SpecPlanner.SpecOf(p), feed))
            .Concat(catalog.Entries.Where(e => e.Model is null).Select(e => new ServedVariant(e, SpecPlanner.Broken(e), feed)))
            .ToList();
        return variants.Count > 0
            ? new VariantRegistry(variants, options.Queue, feed)
            : throw new StartException($"no GGUF file of a model in {string.Join(", ", options.Paths)}");
    }

    private List<VariantNeeds> Needs(VariantCatalog catalog)
    {
        var errors = new List<string>();
        var needs = new List<VariantNeeds>();
        foreach (var entry in catalog.Entries)
        {
            if (entry.Model is null)
            {
                print($"{entry.Id}: stays unloaded: {entry.Problem}");
            }
            else if (specs.Refusal(entry) is { } refusal)
            {
                errors.Add($"{entry.Id}: {refusal}");
            }
            else
            {
                needs.Add(specs.NeedsOf(entry));
            }
        }

        return errors.Count == 0 ? needs : throw new StartException(string.Join('\n', errors));
    }
}
