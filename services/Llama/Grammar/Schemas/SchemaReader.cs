using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads a schema's keywords; each one that is not understood is refused.</summary>
internal sealed class SchemaReader
{
    // References that are merged into other schemas are read on the way, one inside the other.
    private const int MaxNestedReads = 32;
    private const int MaxAlternatives = 256;

    private readonly Definitions _definitions;
    private readonly SchemaMerger _merger;
    private readonly List<UnionShape> _exclusive = [];
    private int _nestedReads;

    public SchemaReader(SchemaPlace root)
    {
        _definitions = new Definitions(root);
        _merger = new SchemaMerger(Resolve);
    }

    /// <summary>Unions of which only one alternative may hold.</summary>
    public IReadOnlyList<UnionShape> Exclusive => _exclusive;

    /// <summary>Reads the whole schema; the first definition is the root.</summary>
    public IReadOnlyList<Definition> Read()
    {
        foreach (var definition in _definitions.All)
        {
            Resolve(definition, definition.Place);
        }

        return _definitions.All;
    }

    private Shape Resolve(Definition definition, SchemaPlace from)
    {
        if (definition.Shape is { } known)
        {
            return known;
        }

        if (definition.IsBeingRead || _nestedReads == MaxNestedReads)
        {
            throw from.Refuse(definition.IsBeingRead
                ? "a schema is merged with itself: the reference leads back here"
                : $"references that are merged lead more than {MaxNestedReads} schemas deep");
        }

        definition.IsBeingRead = true;
        _nestedReads++;
        definition.Shape = Read(definition.Place);
        _nestedReads--;
        definition.IsBeingRead = false;
        return definition.Shape;
    }

    private Shape Read(SchemaPlace place)
    {
        if (place.Kind is JsonValueKind.True)
        {
            return new AnyShape(place);
        }

        if (place.Kind is JsonValueKind.False)
        {
            return new NeverShape(place);
        }

        foreach (var keyword in place.Children(JsonValueKind.Object))
        {
            Keywords.Check(keyword, place.IsRoot);
        }

        var shape = TypedKeywords.Read(place, Read);
        if (place.Find("$ref") is { } reference)
        {
            shape = _merger.Merge(shape, new ReferenceShape(reference, _definitions.Find(reference)), reference);
        }

        foreach (var part in place.Find("allOf") is { } all ? Schemas(all) : [])
        {
            shape = _merger.Merge(shape, Read(part), part);
        }

        shape = place.Find("anyOf") is { } any ? Alternatives(shape, any) : shape;
        return place.Find("oneOf") is { } one ? OneOf(shape, one) : shape;
    }

    private Shape Alternatives(Shape shape, SchemaPlace keyword) =>
        UnionShape.Of(keyword, Schemas(keyword).Select(part => _merger.Merge(shape, Read(part), part)));

    private Shape OneOf(Shape shape, SchemaPlace keyword)
    {
        var alternatives = Schemas(keyword).Select(part => _merger.Merge(shape, Read(part), part)).Where(a => a is not NeverShape).ToList();
        if (alternatives.Count > MaxAlternatives)
        {
            throw keyword.Refuse($"{alternatives.Count} alternatives, {MaxAlternatives} are allowed");
        }

        _exclusive.Add(new UnionShape(keyword, alternatives));
        return UnionShape.Of(keyword, alternatives);
    }

    private static List<SchemaPlace> Schemas(SchemaPlace keyword)
    {
        var parts = keyword.Children(JsonValueKind.Array);
        return parts.Count > 0 ? parts : throw keyword.Refuse("has no schemas, at least one is needed");
    }
}
