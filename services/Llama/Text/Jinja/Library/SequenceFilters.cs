using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Filters whose input has elements.</summary>
internal static class SequenceFilters
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("length", (run, input, _) => new IntegerValue(Sequences.Length(run, input))),
        new("count", (run, input, _) => new IntegerValue(Sequences.Length(run, input))),
        new("first", (run, input, _) => Sequences.Elements(run, input) is [var first, ..] ? first : new UndefinedValue("the first of none")),
        new("last", (run, input, _) => Sequences.Elements(run, input) is [.., var last] ? last : new UndefinedValue("the last of none")),
        new("list", (run, input, _) => Sequences.List(run, Sequences.Elements(run, input))),
        new("join", ["d", "attribute"], 0, (run, input, a) => Splitting.Join(
            run, Members(run, Sequences.Elements(run, input), a.TextOrNull(1)), a.TextOrNull(0) ?? TextValue.Empty)),
        new("reverse", (run, input, _) => input is TextValue
            ? Slicing.Take(run, input, new SliceBounds(null, null, -1))
            : Sequences.List(run, [.. Sequences.Elements(run, input).Reverse()])),
        new("unique", ["case_sensitive", "attribute"], 0, Unique),
        new("items", (run, input, _) => input switch
        {
            MappingValue mapping => Mappings.Items(run, mapping),
            UndefinedValue => ListValue.Empty,
            _ => throw run.Fail($"items is given {input.Kind}; allowed: a mapping"),
        }),
        new("dictsort", ["case_sensitive", "by", "reverse"], 0, SortMapping),
    ];

    /// <summary>Elements, or a member of each; a dotted name goes inward.</summary>
    public static IReadOnlyList<Value> Members(Evaluation run, IReadOnlyList<Value> items, TextValue? name) =>
        name is null ? items : [.. items.Select(item => Member(run, item, name))];

    public static Value Member(Evaluation run, Value item, TextValue name)
    {
        run.Budget.TakeSteps(1);
        run.Budget.TakeCharacters(name.Plain.Length);
        return name.Plain.Split('.').Aggregate(item, (owner, part) => MemberOf(run, owner, part));
    }

    private static Value MemberOf(Evaluation run, Value owner, string name) =>
        (int.TryParse(name, out var index) && owner is ListValue ? Sequences.At(run, owner, index) : owner.Member(name))
        ?? new UndefinedValue(name);

    private static ListValue Unique(Evaluation run, Value input, BoundArguments arguments)
    {
        var kept = new List<Value>();
        var keys = new List<Value>();
        foreach (var item in Sequences.Elements(run, input))
        {
            var key = arguments.TextOrNull(1) is { } name ? Member(run, item, name) : item;
            key = key is TextValue text && !arguments.Flag(0) ? TextOperations.Map(run, text, char.ToLowerInvariant) : key;
            if (!keys.Exists(known => Comparisons.AreEqual(run, known, key)))
            {
                keys.Add(key);
                kept.Add(item);
            }
        }

        return Sequences.List(run, kept);
    }

    private static ListValue SortMapping(Evaluation run, Value input, BoundArguments arguments)
    {
        if (input is not MappingValue mapping)
        {
            throw run.Fail($"dictsort is given {input.Kind}; allowed: a mapping");
        }

        var byValue = arguments.TextOrNull(1)?.Plain == "value";
        var order = Comparer<Value>.Create((a, b) => Comparisons.Order(run, a, b));
        var sorted = mapping.Entries.Values.OrderBy(entry => Key(byValue ? entry.Value : entry.Key), order).ToList();
        if (arguments.Flag(2))
        {
            sorted.Reverse();
        }

        return Mappings.Items(run, sorted);

        Value Key(Value value) =>
            value is TextValue text && !arguments.Flag(0) ? TextOperations.Map(run, text, char.ToLowerInvariant) : value;
    }
}
