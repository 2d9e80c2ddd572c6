using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>A place in a pattern.</summary>
internal sealed class PatternText(string pattern, SchemaPlace keyword)
{
    private int _offset;

    public bool AtEnd => _offset == pattern.Length;

    /// <summary>Whether the character here is followed by '|' or nothing.</summary>
    public bool IsLastOfAlternative => _offset + 1 == pattern.Length || pattern[_offset + 1] == '|';

    public bool Is(string text) => pattern.AsSpan(_offset).StartsWith(text);

    public bool TryTake(string text)
    {
        var found = Is(text);
        _offset += found ? text.Length : 0;
        return found;
    }

    public Rune TakeAny()
    {
        if (AtEnd)
        {
            throw Refuse("the pattern ends too early");
        }

        var rune = Rune.GetRuneAt(pattern, _offset);
        _offset += rune.Utf16SequenceLength;
        return rune;
    }

    /// <summary>The text up to a character, which is taken too.</summary>
    public string TakeThrough(char end)
    {
        var length = pattern.AsSpan(_offset).IndexOf(end);
        if (length < 0)
        {
            throw Refuse($"'{end}' is missing");
        }

        _offset += length + 1;
        return pattern.Substring(_offset - length - 1, length);
    }

    public int TakeHex(int digits)
    {
        var text = pattern.AsSpan(_offset, Math.Min(digits, pattern.Length - _offset));
        if (text.Length < digits || text.ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            throw Refuse($"{digits} hexadecimal digits are expected");
        }

        _offset += digits;
        return Convert.ToInt32(text.ToString(), 16);
    }

    public GrammarException Refuse(string message) => keyword.Refuse($"at character {_offset + 1} of the pattern: {message}");
}
