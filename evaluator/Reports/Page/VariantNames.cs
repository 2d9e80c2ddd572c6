namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>The order in which variants stand, and their short names.</summary>
internal sealed class VariantNames
{
    private readonly int _prefix;

    public VariantNames(IReadOnlyList<VariantModel> variants)
    {
        Ordered =
        [
            .. variants.OrderByDescending(v => v.IsReference).ThenByDescending(v => v.BitsPerWeight ?? 0).ThenBy(v => v.Id, StringComparer.Ordinal),
        ];
        _prefix = Ordered.Count < 2 ? 0 : Common([.. Ordered.Select(v => v.Id)]).LastIndexOf('-') + 1;
    }

    /// <summary>The reference first, then from the widest weights to the narrowest.</summary>
    public IReadOnlyList<VariantModel> Ordered { get; }

    /// <summary>What all names begin with says nothing in a table: it goes, up to its last dash.</summary>
    public string Short(string id) => id.Length > _prefix ? id[_prefix..] : id;

    private static string Common(IReadOnlyList<string> names) =>
        names.Skip(1).Aggregate(names[0], (common, name) => common[..common.AsSpan().CommonPrefixLength(name)]);
}
