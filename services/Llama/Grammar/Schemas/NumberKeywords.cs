namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads the bounds of numbers.</summary>
internal static class NumberKeywords
{
    /// <summary>The largest integer that is written, and its negative the smallest: 18 digits.</summary>
    public const long Largest = 999_999_999_999_999_999;

    private static readonly string[] Bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

    public static NumberShape ReadNumber(SchemaPlace place)
    {
        var bound = Bounds.Select(place.Find).FirstOrDefault(found => found is not null);
        return bound is null ? new NumberShape(place) : throw bound.Refuse("bounds are supported for the type integer only");
    }

    public static IntegerShape ReadInteger(SchemaPlace place)
    {
        var low = Math.Max(
            Read(place.Find("minimum"), decimal.Ceiling) ?? -Largest, Read(place.Find("exclusiveMinimum"), b => decimal.Floor(b) + 1) ?? -Largest);
        var high = Math.Min(
            Read(place.Find("maximum"), decimal.Floor) ?? Largest, Read(place.Find("exclusiveMaximum"), b => decimal.Ceiling(b) - 1) ?? Largest);
        return low <= high ? new IntegerShape(place, low, high) : throw place.Refuse($"no integer lies between its bounds: from {low} to {high}");
    }

    private static long? Read(SchemaPlace? keyword, Func<decimal, decimal> round)
    {
        if (keyword is null)
        {
            return null;
        }

        return keyword.Kind == System.Text.Json.JsonValueKind.Number && keyword.Element.TryGetDecimal(out var bound)
            && Math.Abs(bound) <= Largest
            ? Math.Clamp((long)round(bound), -Largest, Largest)
            : throw keyword.Refuse($"a number from {-Largest} to {Largest} is allowed");
    }
}
