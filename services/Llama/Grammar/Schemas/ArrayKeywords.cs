using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads the keywords of arrays.</summary>
internal static class ArrayKeywords
{
    public static ArrayShape Read(SchemaPlace place, Func<SchemaPlace, Shape> read)
    {
        var counts = Counts.Read(place, "minItems", "maxItems");
        var first = place.Find("prefixItems")?.Children(JsonValueKind.Array).Select(read).ToList() ?? [];
        var rest = place.Find("items") is { } items ? read(items) : new AnyShape(place);

        // An item that no value can be ends the array before it.
        var end = first.FindIndex(shape => shape is NeverShape) is var found and >= 0 ? found : first.Count;
        var closed = end < first.Count || rest is NeverShape;
        var most = closed ? Math.Min(counts.Most ?? end, end) : counts.Most;
        return most < counts.Least
            ? throw place.Refuse($"minItems {counts.Least} is more than the {most} items that can be")
            : new ArrayShape(place, first[..end], rest, counts.Least, most);
    }
}
