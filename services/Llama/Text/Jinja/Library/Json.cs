using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Values as JSON, spaced as Python's json.dumps does, other letters than ASCII as they are.</summary>
internal sealed class Json(Evaluation run, long? indent)
{
    private readonly TextBuilder _builder = new(run.Budget);

    public static TextValue Of(Evaluation run, Value value, long? indent)
    {
        if (indent is < 0 or > 16)
        {
            throw run.Fail($"tojson is given an indent of {indent}; allowed: 0 to 16");
        }

        var json = new Json(run, indent);
        json.Write(value, level: 1);
        return json._builder.Build();
    }

    private void Write(Value value, int level)
    {
        run.Budget.TakeSteps(1);
        switch (value)
        {
            case TextValue text:
                WriteText(text);
                break;
            case ListValue list:
                WriteAll('[', list.Items, ']', level, item => Write(item, level + 1));
                break;
            case MappingValue mapping:
                WriteAll('{', [.. mapping.Entries.Values], '}', level, entry => WriteEntry(entry, level + 1));
                break;
            case NoneValue:
                _builder.Append("null");
                break;
            case BooleanValue boolean:
                _builder.Append(boolean.Flag ? "true" : "false");
                break;
            case NumberValue { Real: var real } number when double.IsFinite(real):
                _builder.Append(Printing.TextOf(run, number));
                break;
            default:
                throw run.Fail($"{value.Kind} cannot be written as JSON");
        }
    }

    private void WriteAll<T>(char open, IReadOnlyList<T> items, char close, int level, Action<T> write)
    {
        _builder.Append([open], isData: false);
        for (var i = 0; i < items.Count; i++)
        {
            _builder.Append(i == 0 ? "" : indent is null ? ", " : ",");
            BreakLine(level);
            write(items[i]);
        }

        if (items.Count > 0)
        {
            BreakLine(level - 1);
        }

        _builder.Append([close], isData: false);
    }

    private void WriteEntry(MappingEntry entry, int level)
    {
        WriteText(entry.Key);
        _builder.Append(": ");
        Write(entry.Value, level);
    }

    private void BreakLine(int level)
    {
        if (indent is { } width)
        {
            _builder.Append("\n").Append(new string(' ', (int)width * level));
        }
    }

    private void WriteText(TextValue text)
    {
        _builder.Append("\"");
        foreach (var slice in text.Slices(0, text.Plain.Length))
        {
            var rest = text.Plain.AsSpan(slice.Start, slice.Length);
            while (!rest.IsEmpty)
            {
                var plain = rest.IndexOfAny(Escaped);
                plain = plain < 0 ? rest.Length : plain;
                _builder.Append(rest[..plain], slice.IsData);
                if (plain < rest.Length)
                {
                    _builder.Append(Escape(rest[plain++]), slice.IsData);
                }

                rest = rest[plain..];
            }
        }

        _builder.Append("\"");
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => $"\\u{(int)character:x4}",
    };

    private static readonly System.Buffers.SearchValues<char> Escaped =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);
}
