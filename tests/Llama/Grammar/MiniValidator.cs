using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QuantGrpc.Tests.Llama.Grammar;

/// <summary>Checks values against schemas by the standard's rules, for the keywords of the tests; knows nothing of grammars.</summary>
internal sealed class MiniValidator(JsonElement root)
{
    public bool IsValid(JsonElement value) => IsValid(value, root);

    private bool IsValid(JsonElement value, JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => schema.EnumerateObject().All(keyword => Holds(value, schema, keyword)),
    };

    private bool Holds(JsonElement value, JsonElement schema, JsonProperty keyword) => keyword.Name switch
    {
        "type" when keyword.Value.ValueKind == JsonValueKind.Array => keyword.Value.EnumerateArray().Any(t => IsOfType(value, t.GetString()!)),
        "type" => IsOfType(value, keyword.Value.GetString()!),
        "const" => JsonElement.DeepEquals(value, keyword.Value),
        "enum" => keyword.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(value, v)),
        "anyOf" => keyword.Value.EnumerateArray().Any(s => IsValid(value, s)),
        "oneOf" => keyword.Value.EnumerateArray().Count(s => IsValid(value, s)) == 1,
        "allOf" => keyword.Value.EnumerateArray().All(s => IsValid(value, s)),
        "$ref" => IsValid(value, keyword.Value.GetString()![1..].Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name))),
        "$defs" or "definitions" or "title" or "description" => true,
        _ => value.ValueKind switch
        {
            JsonValueKind.String => HoldsForString(value.GetString()!, keyword),
            JsonValueKind.Number => HoldsForNumber(value.GetDouble(), keyword),
            JsonValueKind.Array => HoldsForArray([.. value.EnumerateArray()], schema, keyword),
            JsonValueKind.Object => HoldsForObject(value, schema, keyword),
            _ => true,
        },
    };

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() == Math.Truncate(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };

    private static bool HoldsForString(string text, JsonProperty keyword) => keyword.Name switch
    {
        "minLength" => text.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
        "maxLength" => text.EnumerateRunes().Count() <= keyword.Value.GetInt32(),
        "pattern" => Regex.IsMatch(text, keyword.Value.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)),
        "format" when keyword.Value.GetString() == "uuid" => Guid.TryParseExact(text, "D", out _),
        "format" when keyword.Value.GetString() == "date" => text.StartsWith("0000", StringComparison.Ordinal)
            || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };

    private static bool HoldsForNumber(double number, JsonProperty keyword) => keyword.Name switch
    {
        "minimum" => number >= keyword.Value.GetDouble(),
        "maximum" => number <= keyword.Value.GetDouble(),
        "exclusiveMinimum" => number > keyword.Value.GetDouble(),
        "exclusiveMaximum" => number < keyword.Value.GetDouble(),
        _ => true,
    };

    private bool HoldsForArray(List<JsonElement> items, JsonElement schema, JsonProperty keyword)
    {
        var first = schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;
        return keyword.Name switch
        {
            "minItems" => items.Count >= keyword.Value.GetInt32(),
            "maxItems" => items.Count <= keyword.Value.GetInt32(),
            "prefixItems" => items.Zip(keyword.Value.EnumerateArray()).All(p => IsValid(p.First, p.Second)),
            "items" => items.Skip(first).All(item => IsValid(item, keyword.Value)),
            _ => true,
        };
    }

    private bool HoldsForObject(JsonElement value, JsonElement schema, JsonProperty keyword)
    {
        var declared = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name).ToHashSet() : [];
        return keyword.Name switch
        {
            "required" => keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "properties" => value.EnumerateObject().All(p => !keyword.Value.TryGetProperty(p.Name, out var s) || IsValid(p.Value, s)),
            "additionalProperties" => value.EnumerateObject().All(p => declared.Contains(p.Name) || IsValid(p.Value, keyword.Value)),
            _ => true,
        };
    }
}
