using System.Text;
using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Writes fixed values as expressions.</summary>
internal static class ValueWriter
{
    public static string OneOf(IReadOnlyList<FixedValue> values)
    {
        var strings = values.Where(v => v.Kind == JsonKinds.String).Select(v => v.Element.GetString()!).ToList();
        var others = values.Where(v => v.Kind != JsonKinds.String).Select(v => Write(v.Element));
        if (strings.Count < 2)
        {
            return string.Join(" | ", strings.Select(Quoted).Concat(others));
        }

        // The quotes once around all, without blanks: thousands of values stay as short as they were in the schema.
        var contents = strings.Select(s => GbnfText.Literal(GbnfText.JsonContent(s)));
        return string.Join(" | ", others.Prepend($"\"\\\"\" ({string.Join('|', contents)}) \"\\\"\""));
    }

    /// <summary>A string with its quotes.</summary>
    public static string Quoted(string text) => GbnfText.Literal($"\"{GbnfText.JsonContent(text)}\"");

    private static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendAll(text, "{}", value.EnumerateObject(), member =>
                {
                    text.Append(Quoted(member.Name)).Append(" colon ");
                    Append(text, member.Value);
                });
                break;
            case JsonValueKind.Array:
                AppendAll(text, "[]", value.EnumerateArray(), item => Append(text, item));
                break;
            case JsonValueKind.String:
                text.Append(Quoted(value.GetString()!));
                break;
            default:
                text.Append(GbnfText.Literal(value.GetRawText()));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, string brackets, IEnumerable<T> parts, Action<T> append)
    {
        var separator = string.Empty;
        text.Append($"\"{brackets[0]}\" ");
        foreach (var part in parts)
        {
            text.Append(separator);
            append(part);
            separator = " comma ";
        }

        text.Append($" \"{brackets[1]}\"");
    }
}
