using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Judged;

/// <summary>What makes the judges' word weaker than it looks.</summary>
internal static class JudgeWarnings
{
    /// <summary>In sentences; empty where there is nothing to warn of.</summary>
    public static IReadOnlyList<string> Of(Run run)
    {
        var models = run.Judges.GroupBy(ModelOf).ToList();
        return
        [
            .. models.Select(g => Kin(run, g.Key)).OfType<string>(),
            .. models.Where(g => g.Count() > 1).Select(g =>
                $"{g.Count()} judges are {g.Key} under several prompts or seeds: their votes are correlated, and count for less than those of as many models."),
        ];
    }

    // "variant:ID,prompt=NAME": what stands before the comma is the model.
    private static string ModelOf(string judge) => judge.Split(',')[0];

    private static string? Kin(Run run, string model)
    {
        var name = model[(model.LastIndexOfAny([':', '#']) + 1)..];
        var bases = run.Variants.Select(v => v.Facts.BaseModel).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var known = run.Variants.FirstOrDefault(v => v.Name == name)?.Facts.BaseModel;
        var kin = known ?? bases.Find(b => Letters(b) is { Length: > 0 } letters && Letters(name).Contains(letters));
        return kin is null ? null
            : $"The judge {model} {(known is null ? "seems to be" : "is")} of the base model that it judges, {kin}: it may share its errors and overlook them.";
    }

    // Publishers write one name in several ways.
    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
