using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>The schemas that references can name: the root, and those of $defs and definitions.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<string, Definition> _byPointer = [];
    private readonly List<Definition> _all = [];

    public Definitions(SchemaPlace root)
    {
        Add("#", root);
        foreach (var keyword in root.Kind == JsonValueKind.Object ? new[] { "$defs", "definitions" } : [])
        {
            foreach (var place in root.Find(keyword)?.Children(JsonValueKind.Object) ?? [])
            {
                Add($"#/{keyword}/{place.Name}", place);
            }
        }
    }

    public IReadOnlyList<Definition> All => _all;

    public Definition Find(SchemaPlace reference)
    {
        if (reference.Kind != JsonValueKind.String)
        {
            throw reference.Refuse("a reference is a string");
        }

        var text = reference.Element.GetString()!;
        var parts = Uri.UnescapeDataString(text).Split('/').Select(part => part.Replace("~1", "/").Replace("~0", "~"));
        return text.Count('/') is 0 or 2 && _byPointer.GetValueOrDefault(string.Join('/', parts)) is { } found
            ? found
            : throw reference.Refuse("names no schema here; #, #/$defs/NAME and #/definitions/NAME of this schema are allowed");
    }

    private void Add(string pointer, SchemaPlace place)
    {
        var definition = new Definition(place, _all.Count);
        _all.Add(definition);
        _byPointer.Add(pointer, definition);
    }
}
