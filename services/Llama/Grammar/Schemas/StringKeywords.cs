using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads the keywords of strings. A pattern or format says everything about the length too: they are not combined.</summary>
internal static class StringKeywords
{
    private static readonly string[] All = ["pattern", "format", "minLength", "maxLength"];

    public static StringShape Read(SchemaPlace place)
    {
        var counts = Counts.Read(place, "minLength", "maxLength");
        var content = (place.Find("pattern") ?? place.Find("format")) is { } keyword ? Content(place, keyword) : null;
        return new StringShape(place, content, counts.Least, counts.Most);
    }

    private static string Content(SchemaPlace place, SchemaPlace keyword)
    {
        if (All.FirstOrDefault(other => other != keyword.Name && place.Find(other) is not null) is { } beside)
        {
            throw keyword.Refuse($"is not supported beside \"{beside}\"");
        }

        if (keyword.Kind != JsonValueKind.String)
        {
            throw keyword.Refuse("a string is allowed");
        }

        var text = keyword.Element.GetString()!;
        return keyword.Name == "pattern" ? new PatternReader(text, keyword).Read() : Formats.Find(text, keyword);
    }
}
