using System.Text;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>What lists, mappings and texts have in common: elements. A text's are its Unicode characters, as in Python.</summary>
internal static class Sequences
{
    public static ListValue List(Evaluation run, IReadOnlyList<Value> items)
    {
        run.Budget.TakeSteps(items.Count);
        var list = new ListValue(items);
        return list.Depth <= JinjaLimits.Nesting ? list : throw TooDeep(run);
    }

    public static JinjaException TooDeep(Evaluation run) => run.Fail($"more than {JinjaLimits.Nesting} lists and mappings inside each other");

    /// <summary>What a loop goes through.</summary>
    public static IReadOnlyList<Value> Elements(Evaluation run, Value value) => value switch
    {
        ListValue list => list.Items,
        MappingValue mapping => Mappings.Keys(run, mapping).Items,
        TextValue text => Characters(run, text),
        UndefinedValue => [],
        _ => throw run.Fail($"{value.Kind} has no elements to go through"),
    };

    public static long Length(Evaluation run, Value value) => value switch
    {
        ListValue list => list.Items.Count,
        MappingValue mapping => mapping.Entries.Count,
        TextValue text => LengthOf(run, text),
        UndefinedValue => 0,
        _ => throw run.Fail($"{value.Kind} has no length"),
    };

    /// <summary>An element by index, counted from the end where negative; null where there is none.</summary>
    public static Value? At(Evaluation run, Value owner, long index)
    {
        var length = Length(run, owner);
        index = index < 0 ? index + length : index;
        return index < 0 || index >= length ? null
            : owner is TextValue text ? CharacterAt(run, text, index)
            : Elements(run, owner)[(int)index];
    }

    /// <summary>Where each character of a text begins, and the text's end.</summary>
    public static int[] Starts(Evaluation run, TextValue text)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        var starts = new List<int>(text.Plain.Length + 1);
        for (var i = 0; i < text.Plain.Length; i++)
        {
            if (!char.IsLowSurrogate(text.Plain[i]))
            {
                starts.Add(i);
            }
        }

        return [.. starts, text.Plain.Length];
    }

    private static TextValue[] Characters(Evaluation run, TextValue text)
    {
        var starts = Starts(run, text);
        run.Budget.TakeSteps(starts.Length);
        return [.. starts.SkipLast(1).Select((start, i) => TextOperations.Slice(run, text, start, starts[i + 1] - start))];
    }

    private static long LengthOf(Evaluation run, TextValue text)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        return text.Plain.Length - text.Plain.Count(char.IsLowSurrogate);
    }

    private static TextValue CharacterAt(Evaluation run, TextValue text, long index)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        var at = 0;
        for (var i = 0L; i < index; i++)
        {
            at += Rune.GetRuneAt(text.Plain, at).Utf16SequenceLength;
        }

        return TextOperations.Slice(run, text, at, Rune.GetRuneAt(text.Plain, at).Utf16SequenceLength);
    }
}
