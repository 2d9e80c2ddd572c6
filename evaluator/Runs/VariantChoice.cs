using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Finds a server's variants by what a user calls them.</summary>
internal static class VariantChoice
{
    /// <summary>By id, or by a suffix after a "-" that fits one alone.</summary>
    /// <exception cref="RunRefusedException">None or several fit, or the one that fits does not serve.</exception>
    public static ServedVariant Find(IReadOnlyList<ServedVariant> served, string option, string name)
    {
        var exact = served.Where(v => v.Id == name).ToList();
        var fitting = exact.Count > 0 ? exact : [.. served.Where(v => Fits(v.Id, name))];
        return fitting switch
        {
            [{ IsReady: true } one] => one,
            [var one] => throw new RunRefusedException($"{option} {name}: {one.Id} does not serve: {one.State}"),
            [] => throw new RunRefusedException($"{option} {name}: there is no such variant; there are {string.Join(", ", served.Select(v => v.Id))}"),
            _ => throw new RunRefusedException($"{option} {name} fits {string.Join(", ", fitting.Select(v => v.Id))}: name one"),
        };
    }

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

    private static bool Fits(string id, string name) =>
        id.Equals(name, StringComparison.OrdinalIgnoreCase) || (name.Length > 0 && id.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase));
}
