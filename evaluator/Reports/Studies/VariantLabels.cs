using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>What variants of several base models are called in common.</summary>
internal static class VariantLabels
{
    /// <summary>The label of each of a run's variants besides its reference and repeats, by name: kind of file, with the cache's where it is not the usual one.</summary>
    public static IReadOnlyDictionary<string, string> Of(Run run)
    {
        var others = run.Variants.Where(v => !v.IsReference && v.Facts.RepeatOf is null).ToList();
        var labels = others.ToDictionary(v => v.Name, LabelOf);
        // Two of one kind, such as an adapter's variant beside its base: their own names tell them apart.
        var repeated = labels.Values.GroupBy(label => label).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return labels.ToDictionary(l => l.Key, l => repeated.Contains(l.Value) ? l.Key : l.Value);
    }

    private static string LabelOf(RunVariant variant)
    {
        var facts = variant.Facts;
        var caches = new[] { facts.CacheTypeK, facts.CacheTypeV }.OfType<string>().Where(c => c.Length > 0 && !c.Equals("f16", StringComparison.OrdinalIgnoreCase)).ToList();
        return facts.FileType is not { Length: > 0 } type ? variant.Name
            : caches.Count == 0 ? type
            : $"{type}, KV {string.Join("/", caches.Distinct())}";
    }
}
