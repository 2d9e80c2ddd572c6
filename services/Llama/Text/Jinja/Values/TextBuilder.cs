using System.Text;

namespace QuantGrpc.Llama.Text.Jinja.Values;

/// <summary>Joins texts; each character counts against the rendering's budget.</summary>
internal sealed class TextBuilder(Budget budget)
{
    private readonly StringBuilder _text = new();
    private readonly List<TextRun> _runs = [];

    public TextBuilder Append(TextValue text) => Append(text, 0, text.Plain.Length);

    public TextBuilder Append(TextValue text, int start, int length)
    {
        foreach (var slice in text.Slices(start, length))
        {
            Append(text.Plain.AsSpan(slice.Start, slice.Length), slice.IsData);
        }

        return this;
    }

    /// <summary>Appends characters of the template's own.</summary>
    public TextBuilder Append(string text) => Append(text, isData: false);

    public TextBuilder Append(ReadOnlySpan<char> text, bool isData)
    {
        if (text.IsEmpty)
        {
            return this;
        }

        budget.TakeText(_text.Length + (long)text.Length);
        budget.TakeCharacters(text.Length);
        _text.Append(text);
        if (_runs.Count > 0 && _runs[^1].IsData == isData)
        {
            _runs.RemoveAt(_runs.Count - 1);
        }

        _runs.Add(new TextRun(_text.Length, isData));
        return this;
    }

    public TextValue Build() => _runs.Count == 0 ? TextValue.Empty : new TextValue(_text.ToString(), [.. _runs]);
}
