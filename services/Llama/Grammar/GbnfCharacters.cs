using System.Text;

namespace QuantGrpc.Llama.Grammar;

/// <summary>Reads characters of literals and classes, escapes included.</summary>
internal static class GbnfCharacters
{
    private const string Escapes = "one of the escapes \\n \\t \\r \\\\ \\\" \\[ \\] \\xHH \\uHHHH \\UHHHHHHHH";

    /// <summary>A literal's characters; the opening quote is taken already.</summary>
    public static List<Rune> TakeLiteral(GbnfReader reader)
    {
        var characters = new List<Rune>();
        while (!reader.TryTake('"'))
        {
            characters.Add(TakeCharacter(reader, "a character or the closing '\"' of the literal"));
        }

        return characters;
    }

    /// <summary>A class; the opening bracket is taken already.</summary>
    public static CodePointSet TakeClass(GbnfReader reader)
    {
        var start = reader.Offset - 1;
        var negated = reader.TryTake('^');
        var ranges = new List<CodePointRange>();
        while (!reader.TryTake(']'))
        {
            ranges.Add(TakeRange(reader));
        }

        var set = negated ? CodePointSet.AllBut(ranges) : CodePointSet.Of(ranges);
        return set.IsEmpty ? throw reader.Error(start, "a character class that no character is in") : set;
    }

    private static CodePointRange TakeRange(GbnfReader reader)
    {
        const string expected = "a character or the closing ']' of the class";
        var start = reader.Offset;
        var low = TakeCharacter(reader, expected);
        var dash = reader.Offset;
        if (!reader.TryTake('-'))
        {
            return new CodePointRange(low.Value, low.Value);
        }

        if (reader.Is(']'))
        {
            reader.Rewind(dash);
            return new CodePointRange(low.Value, low.Value);
        }

        var high = TakeCharacter(reader, expected);
        return low <= high
            ? new CodePointRange(low.Value, high.Value)
            : throw reader.Error(start, $"a range from U+{low.Value:X4} down to U+{high.Value:X4}; the lower one comes first");
    }

    private static Rune TakeCharacter(GbnfReader reader, string expected)
    {
        var start = reader.Offset;
        if (!reader.TryTake('\\'))
        {
            return reader.TakeAny(expected);
        }

        var escape = reader.Current ?? throw reader.Unexpected(Escapes);
        int? code = escape.Value switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '\\' or '"' or '[' or ']' => escape.Value,
            'x' or 'u' or 'U' => null,
            _ => throw reader.Unexpected(Escapes),
        };
        reader.TakeAny(Escapes);
        var value = code ?? reader.TakeHex(escape.Value switch { 'x' => 2, 'u' => 4, _ => 8 });
        return Rune.IsValid(value)
            ? new Rune(value)
            : throw reader.Error(start, $"U+{value:X4} is no character; U+0000 to U+10FFFF without U+D800 to U+DFFF are");
    }
}
