using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>The bounds of a slice as written; null for one that was left out.</summary>
internal sealed record SliceBounds(long? Start, long? Stop, long Step);

/// <summary>Slices in Python's manner.</summary>
internal static class Slicing
{
    public static Value Take(Evaluation run, Value owner, SliceBounds bounds)
    {
        if (bounds.Step == 0)
        {
            throw run.Fail("the step of a slice is 0; allowed: any other integer");
        }

        return owner switch
        {
            ListValue list => Sequences.List(run, [.. Indices(bounds, list.Items.Count).Select(i => list.Items[i])]),
            TextValue text => Take(run, text, bounds),
            UndefinedValue undefined => throw run.Fail($"{undefined.Name} is undefined and cannot be sliced"),
            _ => throw run.Fail($"{owner.Kind} cannot be sliced"),
        };
    }

    private static TextValue Take(Evaluation run, TextValue text, SliceBounds bounds)
    {
        var starts = Sequences.Starts(run, text);
        var length = starts.Length - 1;
        if (bounds.Step == 1)
        {
            var from = starts[Clamp(bounds.Start ?? 0, length, 0, length)];
            var to = starts[Clamp(bounds.Stop ?? length, length, 0, length)];
            return TextOperations.Slice(run, text, from, Math.Max(0, to - from));
        }

        var builder = new TextBuilder(run.Budget);
        foreach (var i in Indices(bounds, length))
        {
            builder.Append(text, starts[i], starts[i + 1] - starts[i]);
        }

        return builder.Build();
    }

    private static IEnumerable<int> Indices(SliceBounds bounds, int length)
    {
        var forward = bounds.Step > 0;
        var low = forward ? 0 : -1;
        var high = forward ? length : length - 1;
        var start = bounds.Start is { } first ? Clamp(first, length, low, high) : forward ? low : high;
        var stop = bounds.Stop is { } last ? Clamp(last, length, low, high) : forward ? high : low;
        var step = Math.Clamp(bounds.Step, -1L - length, 1L + length);
        for (long i = start; forward ? i < stop : i > stop; i += step)
        {
            yield return (int)i;
        }
    }

    private static int Clamp(long bound, int length, int low, int high) =>
        (int)Math.Clamp(bound < 0 ? bound + length : bound, low, high);
}
