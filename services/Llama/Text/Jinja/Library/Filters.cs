using System.Collections.Frozen;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Filters by name.</summary>
internal static class Filters
{
    private static readonly FrozenDictionary<string, Builtin> ByName =
        Enumerable.Concat(TextFilters.All, NumberFilters.All).Concat(SequenceFilters.All).Concat(SelectionFilters.All)
            .ToFrozenDictionary(filter => filter.Name, StringComparer.Ordinal);

    public static Builtin? Find(string name) => ByName.GetValueOrDefault(name);
}
