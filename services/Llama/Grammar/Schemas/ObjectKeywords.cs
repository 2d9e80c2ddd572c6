using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads the keywords of objects.</summary>
internal static class ObjectKeywords
{
    /// <summary>The most properties of one object: each optional one is a place where the text can stand.</summary>
    public const int MaxProperties = 1000;

    public static ObjectShape Read(SchemaPlace place, Func<SchemaPlace, Shape> read)
    {
        var properties = place.Find("properties")?.Children(JsonValueKind.Object) ?? [];
        var required = Required(place.Find("required"));
        if (Math.Max(properties.Count, required.Count) > MaxProperties)
        {
            throw place.Refuse($"more than {MaxProperties} properties of one object");
        }

        return new ObjectShape(
            place,
            [.. properties.Select(p => new PropertyShape(p.Name, read(p)))],
            required,
            place.Find("additionalProperties") is { } additional ? read(additional) : new AnyShape(place));
    }

    private static HashSet<string> Required(SchemaPlace? keyword) =>
    [
        .. keyword?.Children(JsonValueKind.Array)
            .Select(name => name.Kind == JsonValueKind.String ? name.Element.GetString()! : throw name.Refuse("a property's name is a string")) ?? [],
    ];
}
