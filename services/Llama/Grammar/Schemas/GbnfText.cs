using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Writes the terminals of a grammar and the contents of JSON strings.</summary>
internal static class GbnfText
{
    /// <summary>A literal.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            literal.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                < 0x20 or 0x7F => $"\\x{rune.Value:X2}",
                _ => rune.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A class of the characters in these ranges, or of all others.</summary>
    public static string Class(ReadOnlySpan<CodePointRange> ranges, bool negated = false)
    {
        var text = new StringBuilder(negated ? "[^" : "[");
        foreach (var range in ranges)
        {
            text.Append(InClass(range.Low));
            if (range.High > range.Low)
            {
                text.Append('-').Append(InClass(range.High));
            }
        }

        return text.Append(']').ToString();
    }

    /// <summary>The content of a JSON string: only what must be escaped is.</summary>
    public static string JsonContent(string text)
    {
        var content = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            content.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < 0x20 => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        return content.ToString();
    }

    private static string InClass(int codePoint) => codePoint switch
    {
        < 0x80 when char.IsAsciiLetterOrDigit((char)codePoint) => $"{(char)codePoint}",
        < 0x80 => $"\\x{codePoint:X2}",
        < 0x10000 => $"\\u{codePoint:X4}",
        _ => $"\\U{codePoint:X8}",
    };
}
