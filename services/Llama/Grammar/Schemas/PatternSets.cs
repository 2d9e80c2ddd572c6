using System.Globalization;
using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Reads the characters and classes of a pattern, and writes sets as they stand in a JSON string.</summary>
internal static class PatternSets
{
    private const string Syntax = "^$\\.*+?()[]{}|/-";

    private static readonly CodePointSet Digits = CodePointSet.Of([new('0', '9')]);
    private static readonly CodePointSet Words = CodePointSet.Of([new('0', '9'), new('A', 'Z'), new('a', 'z'), new('_', '_')]);

    private static readonly CodePointSet Spaces = CodePointSet.Of(
    [
        new(9, 13), new(' ', ' '), new(0xA0, 0xA0), new(0x1680, 0x1680), new(0x2000, 0x200A), new(0x2028, 0x2029), new(0x202F, 0x202F),
        new(0x205F, 0x205F), new(0x3000, 0x3000), new(0xFEFF, 0xFEFF),
    ]);

    private static readonly CodePointSet Escaped = CodePointSet.Of([new(0, 0x1F), new('"', '"'), new('\\', '\\')]);

    /// <summary>Everything but ends of lines.</summary>
    public static CodePointSet Dot { get; } = CodePointSet.AllBut([new('\n', '\n'), new('\r', '\r'), new(0x2028, 0x2029)]);

    /// <summary>A character or escape outside of a class.</summary>
    public static CodePointSet TakeCharacter(PatternText text)
    {
        if (text.Is("*") || text.Is("+") || text.Is("?") || text.Is("{"))
        {
            throw text.Refuse("a quantifier with nothing before it; the character itself is written with '\\'");
        }

        return Take(text);
    }

    /// <summary>A class; its opening bracket is taken already.</summary>
    public static CodePointSet TakeClass(PatternText text)
    {
        var negated = text.TryTake("^");
        var ranges = new List<CodePointRange>();
        while (!text.TryTake("]"))
        {
            var set = Take(text);
            ranges.AddRange(text.Is("-") && !text.Is("-]") ? [TakeRange(text, set)] : set.Ranges.ToArray());
        }

        var found = negated ? CodePointSet.AllBut(ranges) : CodePointSet.Of(ranges);
        return found.IsEmpty ? throw text.Refuse("no character is in the class") : found;
    }

    /// <summary>A set as one item of a grammar.</summary>
    public static string Expression(CodePointSet set)
    {
        var parts = new List<string>();
        var raw = CodePointSet.AllBut([.. CodePointSet.AllBut(set.Ranges.ToArray()).Ranges, .. Escaped.Ranges]);
        if (!raw.IsEmpty)
        {
            parts.Add(GbnfText.Class(raw.Ranges));
        }

        // Escapes that differ in their last character only are one class.
        var escapes = Escaped.Ranges.ToArray().SelectMany(r => Enumerable.Range(r.Low, r.High - r.Low + 1)).Where(set.Contains)
            .Select(c => GbnfText.JsonContent($"{(char)c}"));
        parts.AddRange(escapes.GroupBy(e => e[..^1]).Select(g =>
            $"({GbnfText.Literal(g.Key)} {GbnfText.Class(CodePointSet.Of(g.Select(e => new CodePointRange(e[^1], e[^1]))).Ranges)})"));
        return parts.Count == 1 ? parts[0] : $"({string.Join(" | ", parts)})";
    }

    private static CodePointRange TakeRange(PatternText text, CodePointSet low)
    {
        text.TryTake("-");
        var high = Take(text);
        return IsOne(low) && IsOne(high) && low.Ranges[0].Low <= high.Ranges[0].Low
            ? new CodePointRange(low.Ranges[0].Low, high.Ranges[0].Low)
            : throw text.Refuse("a range goes from one character up to another");
    }

    private static bool IsOne(CodePointSet set) => set.Ranges is [var range] && range.Low == range.High;

    private static CodePointSet Take(PatternText text)
    {
        var rune = text.TakeAny();
        return rune.Value == '\\' ? TakeEscape(text) : CodePointSet.Of(rune);
    }

    private static CodePointSet TakeEscape(PatternText text)
    {
        var escape = text.TakeAny();
        return escape.Value switch
        {
            'd' => Digits,
            'D' => CodePointSet.AllBut(Digits.Ranges.ToArray()),
            'w' => Words,
            'W' => CodePointSet.AllBut(Words.Ranges.ToArray()),
            's' => Spaces,
            'S' => CodePointSet.AllBut(Spaces.Ranges.ToArray()),
            't' => One('\t'),
            'n' => One('\n'),
            'r' => One('\r'),
            'f' => One('\f'),
            'v' => One('\v'),
            '0' => One('\0'),
            'x' => Coded(text, text.TakeHex(2)),
            'u' => Coded(text, TakeUnicode(text)),
            'b' or 'B' => throw text.Refuse("word boundaries are not supported"),
            'k' or >= '1' and <= '9' => throw text.Refuse("back references are not supported"),
            'p' or 'P' => throw text.Refuse("unicode properties are not supported"),
            _ when escape.IsAscii && Syntax.Contains((char)escape.Value) => CodePointSet.Of(escape),
            _ => throw text.Refuse($"the escape '\\{escape}' is not supported"),
        };
    }

    private static int TakeUnicode(PatternText text)
    {
        if (text.TryTake("{"))
        {
            return int.TryParse(text.TakeThrough('}'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var braced)
                ? braced
                : throw text.Refuse("hexadecimal digits are expected between '{' and '}'");
        }

        var code = text.TakeHex(4);
        if (code is < 0xD800 or > 0xDBFF || !text.TryTake("\\u"))
        {
            return code;
        }

        var low = text.TakeHex(4);
        return low is >= 0xDC00 and <= 0xDFFF
            ? char.ConvertToUtf32((char)code, (char)low)
            : throw text.Refuse("the second half of a surrogate pair is missing");
    }

    private static CodePointSet Coded(PatternText text, int code) =>
        Rune.IsValid(code) ? CodePointSet.Of(new Rune(code)) : throw text.Refuse($"U+{code:X4} is no character");

    private static CodePointSet One(char character) => CodePointSet.Of(new Rune(character));
}
