namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Writes the integers of a range as an expression over their digits.</summary>
internal static class DigitRanges
{
    /// <summary>The integers from <paramref name="low"/> to <paramref name="high"/>, of at most 18 digits.</summary>
    public static string Between(long low, long high)
    {
        var parts = new List<string>();
        if (low < 0)
        {
            parts.Add($"\"-\" ({Positive(Math.Max(1, -high), -low)})");
        }

        if (low <= 0 && high >= 0)
        {
            parts.Add("\"0\"");
        }

        if (high > 0)
        {
            parts.Add(Positive(Math.Max(1, low), high));
        }

        return string.Join(" | ", parts);
    }

    private static string Positive(long low, long high)
    {
        var parts = new List<string>();
        while (low.ToString().Length < high.ToString().Length)
        {
            var end = long.Parse(new string('9', low.ToString().Length));
            parts.Add(SameLength($"{low}", $"{end}"));
            low = end + 1;
        }

        parts.Add(SameLength($"{low}", $"{high}"));
        return string.Join(" | ", parts);
    }

    private static string SameLength(ReadOnlySpan<char> low, ReadOnlySpan<char> high)
    {
        if (low.IsEmpty)
        {
            return "\"\"";
        }

        var rest = low.Length - 1;
        if (low[0] == high[0])
        {
            return $"\"{low[0]}\" ({SameLength(low[1..], high[1..])})";
        }

        // Digits between the bounds, and a bound itself where everything may follow it, are free in what follows.
        var first = low[0];
        var last = high[0];
        var parts = new List<string>();
        if (low[1..].ContainsAnyExcept('0'))
        {
            parts.Add($"\"{first++}\" ({SameLength(low[1..], new string('9', rest))})");
        }

        if (high[1..].ContainsAnyExcept('9'))
        {
            parts.Add($"\"{last--}\" ({SameLength(new string('0', rest), high[1..])})");
        }

        if (first <= last)
        {
            parts.Add($"[{first}-{last}] [0-9]{{{rest}}}");
        }

        return string.Join(" | ", parts);
    }
}
