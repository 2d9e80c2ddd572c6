using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>A value that a schema names: of const, of enum, or the only ones of a type.</summary>
/// <param name="Element">The value.</param>
/// <param name="Kind">Its kind; a number without fraction is an integer, however it is written.</param>
/// <param name="Key">Equal for equal strings, numbers, booleans and null; null for arrays and objects, which are not compared.</param>
internal sealed record FixedValue(JsonElement Element, JsonKinds Kind, string? Key)
{
    private static readonly JsonElement Words = JsonDocument.Parse("[null, true, false]").RootElement;

    public static IReadOnlyList<FixedValue> Null { get; } = [Of(Words[0])];

    public static IReadOnlyList<FixedValue> Booleans { get; } = [Of(Words[1]), Of(Words[2])];

    public static FixedValue Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new FixedValue(element, JsonKinds.String, $"\"{element.GetString()}"),
        JsonValueKind.Number => OfNumber(element),
        JsonValueKind.Null => new FixedValue(element, JsonKinds.Null, "null"),
        JsonValueKind.Array => new FixedValue(element, JsonKinds.Array, Key: null),
        JsonValueKind.Object => new FixedValue(element, JsonKinds.Object, Key: null),
        _ => new FixedValue(element, JsonKinds.Boolean, element.GetRawText()),
    };

    // G29 writes a decimal without trailing zeros; a double stands in where a decimal is too narrow.
    private static FixedValue OfNumber(JsonElement element)
    {
        if (element.TryGetDecimal(out var value))
        {
            return new FixedValue(element, value == decimal.Truncate(value) ? JsonKinds.Integer : JsonKinds.Fraction, value.ToString("G29"));
        }

        var wide = element.GetDouble();
        return new FixedValue(element, wide == Math.Truncate(wide) ? JsonKinds.Integer : JsonKinds.Fraction, $"{wide:R}");
    }
}
