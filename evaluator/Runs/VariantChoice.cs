using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Finds a server's variants by what a user calls them.</summary>
internal static class VariantChoice
{
    /// <summary>By id, or by a suffix after a "-" that fits one alone; it need not be in memory.</summary>
    /// <exception cref="RunRefusedException">None or several fit.</exception>
    public static ServedVariant Find(IReadOnlyList<ServedVariant> served, string option, string name)
    {
        var id = NameIn([.. served.Select(v => v.Id)], option, name);
        return served.First(v => v.Id == id);
    }

    /// <summary>The name of one of a run's variants.</summary>
    /// <exception cref="RunRefusedException">None or several fit.</exception>
    public static string NameIn(IReadOnlyList<RunVariant> variants, string reference) => NameIn([.. variants.Select(v => v.Name)], "--reference", reference);

    /// <summary>What the server states of a variant, for tables.</summary>
    public static VariantFacts FactsOf(ServedVariant variant) => new()
    {
        BaseModel = variant.BaseModel,
        Parameters = variant.Parameters,
        FileType = variant.FileType,
        Method = variant.Method,
        BitsPerWeight = variant.BitsPerWeight,
        FileBytes = variant.FileBytes,
        Wakv = variant.Wakv,
        CacheTypeK = variant.CacheTypeK,
        CacheTypeV = variant.CacheTypeV,
        Context = variant.Context,
        WeightsSha256 = variant.WeightsSha256,
    };

    private static string NameIn(IReadOnlyList<string> names, string option, string asked)
    {
        List<string> fitting = names.Contains(asked) ? [asked] : [.. names.Where(name => Fits(name, asked))];
        return fitting switch
        {
            [var one] => one,
            [] => throw new RunRefusedException($"{option} {asked}: there is no such variant; there are {string.Join(", ", names)}"),
            _ => throw new RunRefusedException($"{option} {asked} fits {string.Join(", ", fitting)}: name one"),
        };
    }

    private static bool Fits(string id, string name) =>
        id.Equals(name, StringComparison.OrdinalIgnoreCase) || (name.Length > 0 && id.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase));
}
