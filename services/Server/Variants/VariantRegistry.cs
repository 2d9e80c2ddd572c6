using System.Collections.Frozen;

namespace QuantGrpc.Server.Variants;

/// <summary>All variants that the server knows, in the order of their ids.</summary>
/// <param name="variants">Whatever their state.</param>
/// <param name="queue">Most requests that may wait for one variant.</param>
/// <param name="feed">What the variants tell their changes to.</param>
internal sealed class VariantRegistry(IReadOnlyList<ServedVariant> variants, int queue, VariantFeed feed)
{
    private readonly FrozenDictionary<string, ServedVariant> _byId = variants.ToFrozenDictionary(v => v.Id, StringComparer.Ordinal);

    /// <summary>Most requests that may wait for one variant.</summary>
    public int Queue => queue;

    public IReadOnlyList<ServedVariant> All { get; } = [.. variants.OrderBy(v => v.Id, StringComparer.Ordinal)];

    /// <summary>Tells all variants as they are now, then each change.</summary>
    public VariantFeed.Watch Watch() => feed.Begin(All);

    /// <summary>The variant of a full id.</summary>
    public ServedVariant this[string id] => _byId[id];

    /// <summary>By id, or by any suffix of it after a "-" that fits one variant alone; letter case does not matter.</summary>
    public Resolution Resolve(string name)
    {
        if (_byId.TryGetValue(name, out var exact))
        {
            return new Resolution { Found = exact };
        }

        var fitting = All.Where(v => name.Length > 0
            && (v.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || v.Id.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase))).ToList();
        return fitting.Count == 1 ? new Resolution { Found = fitting[0] } : new Resolution { Candidates = [.. fitting.Select(v => v.Id)] };
    }

    internal sealed record Resolution
    {
        public ServedVariant? Found { get; init; }
        public IReadOnlyList<string> Candidates { get; init; } = [];
    }
}
