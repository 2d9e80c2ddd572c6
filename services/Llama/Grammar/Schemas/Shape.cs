namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>What a schema allows, its keywords understood.</summary>
/// <param name="Place">Where it stands.</param>
internal abstract record Shape(SchemaPlace Place);

/// <summary>Every value.</summary>
internal sealed record AnyShape(SchemaPlace Place) : Shape(Place);

/// <summary>No value.</summary>
internal sealed record NeverShape(SchemaPlace Place) : Shape(Place);

/// <summary>One of some values.</summary>
internal sealed record ValuesShape(SchemaPlace Place, IReadOnlyList<FixedValue> Values) : Shape(Place);

/// <summary>An integer, both bounds included.</summary>
internal sealed record IntegerShape(SchemaPlace Place, long Low, long High) : Shape(Place);

/// <summary>A number.</summary>
internal sealed record NumberShape(SchemaPlace Place) : Shape(Place);

/// <summary>A string.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Content">What stands between the quotes, as an expression of the grammar; null for any characters.</param>
/// <param name="Least">Fewest characters.</param>
/// <param name="Most">Most characters, where there is a bound.</param>
internal sealed record StringShape(SchemaPlace Place, string? Content, int Least, int? Most) : Shape(Place)
{
    public bool IsFree => Content is null && Least == 0 && Most is null;
}

/// <summary>An array.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="First">Shapes of the first items.</param>
/// <param name="Rest">The shape of the items behind them.</param>
/// <param name="Least">Fewest items.</param>
/// <param name="Most">Most items, where there is a bound.</param>
internal sealed record ArrayShape(SchemaPlace Place, IReadOnlyList<Shape> First, Shape Rest, int Least, int? Most) : Shape(Place)
{
    public Shape At(int index) => index < First.Count ? First[index] : Rest;
}

/// <summary>A property by name.</summary>
internal sealed record PropertyShape(string Name, Shape Value);

/// <summary>An object.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Properties">Declared properties in their order.</param>
/// <param name="Required">Names that must be there, declared or not.</param>
/// <param name="Additional">The shape of values of other names.</param>
internal sealed record ObjectShape(
    SchemaPlace Place, IReadOnlyList<PropertyShape> Properties, IReadOnlySet<string> Required, Shape Additional) : Shape(Place)
{
    /// <summary>Properties that are declared, then those that are only required.</summary>
    public IEnumerable<PropertyShape> Named()
    {
        var declared = Properties.Select(p => p.Name).ToHashSet();
        return Properties.Concat(Required.Where(name => !declared.Contains(name)).Select(name => new PropertyShape(name, Additional)));
    }
}

/// <summary>One of several shapes; two at least.</summary>
internal sealed record UnionShape(SchemaPlace Place, IReadOnlyList<Shape> Alternatives) : Shape(Place)
{
    /// <summary>The union, or what it comes to where alternatives allow everything or nothing.</summary>
    public static Shape Of(SchemaPlace place, IEnumerable<Shape> alternatives)
    {
        var flat = alternatives.SelectMany(a => a is UnionShape union ? union.Alternatives : [a]).Where(a => a is not NeverShape).ToList();
        return flat switch
        {
            [] => new NeverShape(place),
            [var only] => only,
            _ when flat.Any(a => a is AnyShape) => new AnyShape(place),
            _ => new UnionShape(place, flat),
        };
    }
}

/// <summary>A reference.</summary>
internal sealed record ReferenceShape(SchemaPlace Place, Definition Target) : Shape(Place);

/// <summary>A schema that references can name.</summary>
internal sealed class Definition(SchemaPlace place, int index)
{
    public SchemaPlace Place { get; } = place;

    public int Index { get; } = index;

    /// <summary>What it allows, once it is read.</summary>
    public Shape? Shape { get; set; }

    public bool IsBeingRead { get; set; }
}
