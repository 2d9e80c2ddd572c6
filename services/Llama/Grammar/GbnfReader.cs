using System.Text;

namespace QuantGrpc.Llama.Grammar;

/// <summary>A place in a grammar's source, character by character, and the errors that name it.</summary>
internal sealed class GbnfReader(string source)
{
    private const int MaxNameLength = 128;

    public int Offset { get; private set; }

    public bool AtEnd => Offset == source.Length;

    /// <summary>The character here, or none at the end.</summary>
    public Rune? Current => AtEnd ? null : Rune.GetRuneAt(source, Offset);

    public bool Is(char value) => !AtEnd && source[Offset] == value;

    public bool TryTake(char value)
    {
        var found = Is(value);
        Offset += found ? 1 : 0;
        return found;
    }

    public void Take(string text, string expected)
    {
        if (!source.AsSpan(Offset).StartsWith(text))
        {
            throw Unexpected(expected);
        }

        Offset += text.Length;
    }

    public Rune TakeAny(string expected)
    {
        var rune = Current ?? throw Unexpected(expected);
        Offset += rune.Utf16SequenceLength;
        return rune;
    }

    /// <summary>Goes back to an offset passed before.</summary>
    public void Rewind(int offset) => Offset = offset;

    /// <summary>Passes blanks and comments, and ends of lines where a rule cannot end.</summary>
    public void SkipSpace(bool newlines)
    {
        while (!AtEnd)
        {
            switch (source[Offset])
            {
                case ' ' or '\t':
                case '\r' or '\n' when newlines:
                    Offset++;
                    break;
                case '#':
                    SkipLine();
                    break;
                default:
                    return;
            }
        }
    }

    public bool AtName => !AtEnd && IsNameCharacter(source[Offset]);

    public string TakeName()
    {
        var start = Offset;
        while (AtName)
        {
            Offset++;
        }

        return (Offset - start) switch
        {
            0 => throw Unexpected("a rule name of letters, digits and '-'"),
            > MaxNameLength => throw Error(start, $"a rule name of {Offset - start} characters; {MaxNameLength} are allowed"),
            _ => source[start..Offset],
        };
    }

    /// <summary>A number of at most seven digits: more would be refused as too many elements anyway.</summary>
    public int TakeNumber()
    {
        var start = Offset;
        while (!AtEnd && char.IsAsciiDigit(source[Offset]) && Offset - start < 8)
        {
            Offset++;
        }

        return (Offset - start) switch
        {
            0 => throw Unexpected("a number of repetitions"),
            8 => throw Error(start, "a repetition of more than 9999999"),
            _ => int.Parse(source.AsSpan(start, Offset - start)),
        };
    }

    public int TakeHex(int digits)
    {
        var value = 0u;
        for (var i = 0; i < digits; i++)
        {
            if (AtEnd || !char.IsAsciiHexDigit(source[Offset]))
            {
                throw Unexpected($"{digits} hexadecimal digits");
            }

            value = value << 4 | (uint)Convert.ToInt32(source.Substring(Offset, 1), 16);
            Offset++;
        }

        return (int)value;
    }

    public GrammarException Unexpected(string expected) => Error(Offset, $"found {Describe()}, expected {expected}");

    public GrammarException Error(int offset, string message)
    {
        var before = source.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = 1;
        foreach (var _ in before[(before.LastIndexOf('\n') + 1)..].EnumerateRunes())
        {
            column++;
        }

        return new GrammarException($"grammar line {line}, column {column}: {message}");
    }

    private string Describe() => Current switch
    {
        null => "the end of the grammar",
        { Value: '\r' or '\n' } => "the end of the line",
        { Value: < 0x20 or 0x7F } control => $"the character U+{control.Value:X4}",
        { } rune => $"'{rune}'",
    };

    private void SkipLine()
    {
        var length = source.AsSpan(Offset).IndexOfAny('\r', '\n');
        Offset = length < 0 ? source.Length : Offset + length;
    }

    private static bool IsNameCharacter(char value) => char.IsAsciiLetterOrDigit(value) || value == '-';
}
