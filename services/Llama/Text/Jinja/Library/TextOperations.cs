using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Operations on texts that keep track of where each character came from.</summary>
internal static class TextOperations
{
    public static TextValue Slice(Evaluation run, TextValue text, int start, int length) =>
        length == text.Plain.Length ? text : new TextBuilder(run.Budget).Append(text, start, length).Build();

    public static TextValue Join(Evaluation run, TextValue left, TextValue right) =>
        right.Plain.Length == 0 ? left
        : left.Plain.Length == 0 ? right
        : new TextBuilder(run.Budget).Append(left).Append(right).Build();

    public static TextValue Map(Evaluation run, TextValue text, Func<char, char> map)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        return text.Map(map);
    }

    /// <summary>The first character in upper case, all others in lower.</summary>
    public static TextValue Capitalize(Evaluation run, TextValue text)
    {
        var first = true;
        return Map(run, text, character =>
        {
            var mapped = first ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character);
            first = false;
            return mapped;
        });
    }

    /// <summary>The first letter of each word in upper case, all others in lower.</summary>
    public static TextValue Title(Evaluation run, TextValue text)
    {
        var inWord = false;
        return Map(run, text, character =>
        {
            var mapped = inWord ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character);
            inWord = char.IsLetter(character);
            return mapped;
        });
    }

    public static TextValue Trim(Evaluation run, TextValue text, TextValue? characters) =>
        TrimEnd(run, TrimStart(run, text, characters), characters);

    public static TextValue TrimStart(Evaluation run, TextValue text, TextValue? characters)
    {
        var length = text.Plain.AsSpan().TrimStart(Set(run, characters)).Length;
        run.Budget.TakeCharacters(text.Plain.Length - length);
        return Slice(run, text, text.Plain.Length - length, length);
    }

    public static TextValue TrimEnd(Evaluation run, TextValue text, TextValue? characters)
    {
        var length = text.Plain.AsSpan().TrimEnd(Set(run, characters)).Length;
        run.Budget.TakeCharacters(text.Plain.Length - length);
        return Slice(run, text, 0, length);
    }

    public static TextValue Replace(Evaluation run, TextValue text, TextValue old, TextValue replacement, long? count)
    {
        if (old.Plain.Length == 0)
        {
            throw run.Fail("replace looks for an empty string; allowed: a string that is not empty");
        }

        var builder = new TextBuilder(run.Budget);
        var at = 0;
        foreach (var found in Occurrences(run, text, old, count))
        {
            builder.Append(text, at, found - at).Append(replacement);
            at = found + old.Plain.Length;
        }

        return at == 0 ? text : builder.Append(text, at, text.Plain.Length - at).Build();
    }

    /// <summary>Where a text first stands in another; null where it does not.</summary>
    public static int? Find(Evaluation run, TextValue text, TextValue sought)
    {
        CheckSearch(run, text, sought);
        var found = text.Plain.IndexOf(sought.Plain, StringComparison.Ordinal);
        return found < 0 ? null : found;
    }

    /// <summary>Places of a text in another that do not overlap, from the left.</summary>
    public static IEnumerable<int> Occurrences(Evaluation run, TextValue text, TextValue sought, long? limit)
    {
        CheckSearch(run, text, sought);
        var at = 0;
        for (var n = 0L; limit is null or < 0 || n < limit; n++)
        {
            var found = text.Plain.IndexOf(sought.Plain, at, StringComparison.Ordinal);
            if (found < 0)
            {
                yield break;
            }

            run.Budget.TakeSteps(1);
            yield return found;
            at = found + sought.Plain.Length;
        }
    }

    private static void CheckSearch(Evaluation run, TextValue text, TextValue sought)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        if (sought.Plain.Length > JinjaLimits.Needle)
        {
            throw run.Fail($"a string of {sought.Plain.Length} characters is searched for; allowed: {JinjaLimits.Needle}");
        }
    }

    private static ReadOnlySpan<char> Set(Evaluation run, TextValue? characters)
    {
        if (characters is null)
        {
            return WhiteSpace;
        }

        return characters.Plain.Length is > 0 and <= 64
            ? characters.Plain
            : throw run.Fail($"{characters.Plain.Length} characters to strip; allowed: 1 to 64");
    }

    // Python's str.isspace.
    private const string WhiteSpace =
        "\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680"
        + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
}
