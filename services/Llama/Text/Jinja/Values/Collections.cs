namespace QuantGrpc.Llama.Text.Jinja.Values;

/// <summary>A list, or a tuple: the language subset tells no difference.</summary>
internal sealed record ListValue(IReadOnlyList<Value> Items) : Value
{
    public static ListValue Empty { get; } = new([]);

    public override string Kind => "a list";

    public override bool IsTrue => Items.Count > 0;

    public override int Depth { get; } = 1 + Items.Select(item => item.Depth).DefaultIfEmpty(0).Max();
}

/// <summary>One entry of a mapping; the key keeps its origin.</summary>
internal sealed record MappingEntry(TextValue Key, Value Value);

/// <summary>A mapping with text keys, in the order in which they were added.</summary>
internal sealed record MappingValue(OrderedDictionary<string, MappingEntry> Entries) : Value
{
    public override string Kind => "a mapping";

    public override bool IsTrue => Entries.Count > 0;

    public override int Depth { get; } = 1 + Entries.Values.Select(entry => entry.Value.Depth).DefaultIfEmpty(0).Max();

    public static MappingValue Of(params IEnumerable<MappingEntry> entries)
    {
        var mapping = new OrderedDictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            mapping[entry.Key.Plain] = entry;
        }

        return new MappingValue(mapping);
    }

    public override Value? Member(string name) => Entries.TryGetValue(name, out var entry) ? entry.Value : null;
}

/// <summary>What <c>namespace()</c> makes: the one value whose members can be set. Two are equal where they are the same.</summary>
internal sealed record NamespaceValue : Value
{
    private readonly Dictionary<string, Value> _members = new(StringComparer.Ordinal);

    public override string Kind => "a namespace";

    public bool Equals(NamespaceValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;

    public override Value? Member(string name) => _members.GetValueOrDefault(name);

    public void Set(string name, Value value) => _members[name] = value;
}

/// <summary>The variable <c>loop</c> inside a loop.</summary>
internal sealed record LoopValue(IReadOnlyList<Value> Items, int Index) : Value
{
    public override string Kind => "a loop";

    public override Value? Member(string name) => name switch
    {
        "index" => new IntegerValue(Index + 1),
        "index0" => new IntegerValue(Index),
        "revindex" => new IntegerValue(Items.Count - Index),
        "revindex0" => new IntegerValue(Items.Count - Index - 1),
        "length" => new IntegerValue(Items.Count),
        "first" => BooleanValue.Of(Index == 0),
        "last" => BooleanValue.Of(Index == Items.Count - 1),
        "previtem" => Index > 0 ? Items[Index - 1] : null,
        "nextitem" => Index < Items.Count - 1 ? Items[Index + 1] : null,
        _ => null,
    };
}
