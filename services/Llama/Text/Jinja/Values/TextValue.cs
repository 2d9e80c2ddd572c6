namespace QuantGrpc.Llama.Text.Jinja.Values;

/// <summary>Where a stretch of a text ends, and whether it came out of a message.</summary>
internal readonly record struct TextRun(int End, bool IsData);

/// <summary>A text that knows which of its characters came out of messages. Every operation on it goes through slices and builders.</summary>
internal sealed record TextValue : Value
{
    // Ascending, the last one ends with the text; neighbours differ.
    private readonly TextRun[] _runs;

    internal TextValue(string plain, TextRun[] runs)
    {
        Plain = plain;
        _runs = runs;
    }

    public static TextValue Empty { get; } = new("", []);

    public string Plain { get; }

    public override string Kind => "a string";

    public override bool IsTrue => Plain.Length > 0;

    public override TextValue Printed => this;

    public static TextValue OfTemplate(string text) => Of(text, isData: false);

    public static TextValue OfData(string text) => Of(text, isData: true);

    public bool Equals(TextValue? other) => other is not null && Plain == other.Plain;

    public override int GetHashCode() => Plain.GetHashCode(StringComparison.Ordinal);

    /// <summary>The same runs with other characters, one for one.</summary>
    public TextValue Map(Func<char, char> map) => new(string.Create(Plain.Length, this, (target, text) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = map(text.Plain[i]);
        }
    }), _runs);

    /// <summary>The stretches that touch a part of the text, cut to it.</summary>
    public IEnumerable<TextSlice> Slices(int start, int length)
    {
        var end = start + length;
        for (var i = FirstRunAfter(start); i < _runs.Length && start < end; i++)
        {
            var stop = Math.Min(end, _runs[i].End);
            yield return new TextSlice(start, stop - start, _runs[i].IsData);
            start = stop;
        }
    }

    public List<TextPart> Parts() =>
        [.. Slices(0, Plain.Length).Select(slice => new TextPart(Plain.Substring(slice.Start, slice.Length), slice.IsData))];

    private static TextValue Of(string text, bool isData) => text.Length == 0 ? Empty : new(text, [new TextRun(text.Length, isData)]);

    private int FirstRunAfter(int position)
    {
        var low = 0;
        var high = _runs.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].End > position)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}

/// <summary>A stretch of a text of one origin.</summary>
internal readonly record struct TextSlice(int Start, int Length, bool IsData);
