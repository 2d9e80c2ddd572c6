using System.Collections.Frozen;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Methods of texts and mappings, Python's by name and meaning.</summary>
internal static class Methods
{
    private static readonly FrozenDictionary<string, Builtin> OfTexts = new Builtin[]
    {
        new("strip", ["chars"], 0, (run, self, a) => TextOperations.Trim(run, (TextValue)self, a.TextOrNull(0))),
        new("lstrip", ["chars"], 0, (run, self, a) => TextOperations.TrimStart(run, (TextValue)self, a.TextOrNull(0))),
        new("rstrip", ["chars"], 0, (run, self, a) => TextOperations.TrimEnd(run, (TextValue)self, a.TextOrNull(0))),
        new("split", ["sep", "maxsplit"], 0, (run, self, a) => Splitting.Split(run, (TextValue)self, a.TextOrNull(0), a.IntegerOrNull(1))),
        new("startswith", ["prefix"], 1, (run, self, a) => Affix(run, a, prefix => Plain(self).StartsWith(prefix, StringComparison.Ordinal))),
        new("endswith", ["suffix"], 1, (run, self, a) => Affix(run, a, suffix => Plain(self).EndsWith(suffix, StringComparison.Ordinal))),
        new("replace", ["old", "new", "count"], 2, (run, self, a) =>
            TextOperations.Replace(run, (TextValue)self, a.Text(0), a.Text(1), a.IntegerOrNull(2))),
        new("upper", (run, self, _) => TextOperations.Map(run, (TextValue)self, char.ToUpperInvariant)),
        new("lower", (run, self, _) => TextOperations.Map(run, (TextValue)self, char.ToLowerInvariant)),
        new("title", (run, self, _) => TextOperations.Title(run, (TextValue)self)),
        new("capitalize", (run, self, _) => TextOperations.Capitalize(run, (TextValue)self)),
        new("find", ["sub"], 1, (run, self, a) => new IntegerValue(Position(run, (TextValue)self, a.Text(0)))),
        new("join", ["iterable"], 1, (run, self, a) => Splitting.Join(run, Sequences.Elements(run, a[0]), (TextValue)self)),
    }.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Builtin> OfMappings = new Builtin[]
    {
        new("get", ["key", "default"], 1, (run, self, a) => Mappings.Find(run, (MappingValue)self, a.Text(0)) ?? a[1]),
        new("items", (run, self, _) => Mappings.Items(run, (MappingValue)self)),
        new("keys", (run, self, _) => Mappings.Keys(run, (MappingValue)self)),
        new("values", (run, self, _) => Mappings.Values(run, (MappingValue)self)),
    }.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    public static Builtin? Find(Value owner, string name) => owner switch
    {
        TextValue => OfTexts.GetValueOrDefault(name),
        MappingValue => OfMappings.GetValueOrDefault(name),
        _ => null,
    };

    private static string Plain(Value self) => ((TextValue)self).Plain;

    private static BooleanValue Affix(Evaluation run, BoundArguments arguments, Func<string, bool> matches)
    {
        IReadOnlyList<Value> affixes = arguments[0] is ListValue list ? list.Items : [arguments.Text(0)];
        foreach (var affix in affixes)
        {
            var text = affix as TextValue ?? throw arguments.Wrong(0, "a string, or a list of strings");
            run.Budget.TakeSteps(1);
            run.Budget.TakeCharacters(text.Plain.Length);
            if (matches(text.Plain))
            {
                return BooleanValue.True;
            }
        }

        return BooleanValue.False;
    }

    // Python's -1 is what templates compare with.
    private static long Position(Evaluation run, TextValue text, TextValue sought) =>
        TextOperations.Find(run, text, sought) is { } found ? found - text.Plain.Take(found).Count(char.IsLowSurrogate) : -1;
}
