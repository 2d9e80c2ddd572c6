using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Reads type, const, enum and the keywords of single types. Without a type, the types are those that the keywords speak of: a
/// schema with properties means an object, although the standard would let other values pass.
/// </summary>
internal static class TypedKeywords
{
    public static Shape Read(SchemaPlace place, Func<SchemaPlace, Shape> read)
    {
        var typed = place.Members().Where(m => Keywords.KindsOf(m.Name) != JsonKinds.None).ToList();
        if (place.Find("enum") is { } values)
        {
            return Values(place, values, values.Children(JsonValueKind.Array), typed);
        }

        if (place.Find("const") is { } value)
        {
            return Values(place, value, [value], typed);
        }

        var kinds = place.Find("type") is { } type ? KindsOf(type) : Inferred(typed);
        return kinds.Count == 0 ? new AnyShape(place) : UnionShape.Of(place, kinds.Select(kind => Single(place, kind, read)));
    }

    private static ValuesShape Values(SchemaPlace place, SchemaPlace keyword, List<SchemaPlace> values, List<SchemaPlace> typed)
    {
        if (typed.Count > 0 || (keyword.Name == "enum" && place.Find("const") is not null))
        {
            throw keyword.Refuse($"is not supported beside \"{(typed.Count > 0 ? typed[0].Name : "const")}\"");
        }

        var allowed = place.Find("type") is { } type ? KindsOf(type).Aggregate((a, b) => a | b) : JsonKinds.All;
        var kept = values.Select(v => FixedValue.Of(v.Element)).Where(v => (v.Kind & allowed) != JsonKinds.None)
            .DistinctBy(v => v.Key ?? (object)v).ToList();
        return kept.Count > 0 ? new ValuesShape(keyword, kept) : throw keyword.Refuse("has no value that the type allows");
    }

    private static List<JsonKinds> KindsOf(SchemaPlace type)
    {
        var names = type.Kind == JsonValueKind.String ? [type] : type.Children(JsonValueKind.Array);
        var kinds = names.Select(KindOf).Distinct().ToList();
        return kinds.Contains(JsonKinds.Number) ? [.. kinds.Where(k => k != JsonKinds.Integer)]
            : kinds.Count > 0 ? kinds : throw type.Refuse("has no type, at least one is needed");
    }

    private static JsonKinds KindOf(SchemaPlace name) => (name.Kind == JsonValueKind.String ? name.Element.GetString() : null) switch
    {
        "null" => JsonKinds.Null,
        "boolean" => JsonKinds.Boolean,
        "integer" => JsonKinds.Integer,
        "number" => JsonKinds.Number,
        "string" => JsonKinds.String,
        "array" => JsonKinds.Array,
        "object" => JsonKinds.Object,
        _ => throw name.Refuse("null, boolean, integer, number, string, array and object are allowed"),
    };

    private static List<JsonKinds> Inferred(List<SchemaPlace> typed) => [.. typed.Select(k => Keywords.KindsOf(k.Name)).Distinct()];

    private static Shape Single(SchemaPlace place, JsonKinds kind, Func<SchemaPlace, Shape> read) => kind switch
    {
        JsonKinds.Null => new ValuesShape(place, FixedValue.Null),
        JsonKinds.Boolean => new ValuesShape(place, FixedValue.Booleans),
        JsonKinds.Integer => NumberKeywords.ReadInteger(place),
        JsonKinds.Number => NumberKeywords.ReadNumber(place),
        JsonKinds.String => StringKeywords.Read(place),
        JsonKinds.Array => ArrayKeywords.Read(place, read),
        _ => ObjectKeywords.Read(place, read),
    };
}
