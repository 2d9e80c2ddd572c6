using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Mappings as lists.</summary>
internal static class Mappings
{
    /// <summary>A value by key; null where there is none.</summary>
    public static Value? Find(Evaluation run, MappingValue mapping, TextValue key)
    {
        run.Budget.TakeCharacters(key.Plain.Length);
        return mapping.Member(key.Plain);
    }

    /// <exception cref="JinjaException">The mapping is too deep.</exception>
    public static MappingValue Make(Evaluation run, IEnumerable<MappingEntry> entries)
    {
        var mapping = MappingValue.Of(entries.Select(entry => Counted(run, entry)));
        return mapping.Depth <= JinjaLimits.Nesting ? mapping : throw Sequences.TooDeep(run);
    }

    public static ListValue Items(Evaluation run, MappingValue mapping) => Items(run, [.. mapping.Entries.Values]);

    public static ListValue Items(Evaluation run, IReadOnlyList<MappingEntry> entries) =>
        Sequences.List(run, [.. entries.Select(entry => Sequences.List(run, [entry.Key, entry.Value]))]);

    public static ListValue Keys(Evaluation run, MappingValue mapping) =>
        Sequences.List(run, [.. mapping.Entries.Values.Select(entry => entry.Key)]);

    public static ListValue Values(Evaluation run, MappingValue mapping) =>
        Sequences.List(run, [.. mapping.Entries.Values.Select(entry => entry.Value)]);

    private static MappingEntry Counted(Evaluation run, MappingEntry entry)
    {
        run.Budget.TakeSteps(1);
        run.Budget.TakeCharacters(entry.Key.Plain.Length);
        return entry;
    }
}
