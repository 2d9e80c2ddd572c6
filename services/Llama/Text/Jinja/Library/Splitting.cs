using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Texts to lists and back.</summary>
internal static class Splitting
{
    public static ListValue Split(Evaluation run, TextValue text, TextValue? separator, long? limit)
    {
        if (separator is null)
        {
            return SplitAtSpace(run, text, limit);
        }

        if (separator.Plain.Length == 0)
        {
            throw run.Fail("split is given an empty separator; allowed: a string that is not empty");
        }

        var parts = new List<Value>();
        var at = 0;
        foreach (var found in TextOperations.Occurrences(run, text, separator, limit))
        {
            parts.Add(TextOperations.Slice(run, text, at, found - at));
            at = found + separator.Plain.Length;
        }

        parts.Add(TextOperations.Slice(run, text, at, text.Plain.Length - at));
        return Sequences.List(run, parts);
    }

    public static TextValue Join(Evaluation run, IReadOnlyList<Value> items, TextValue separator)
    {
        var builder = new TextBuilder(run.Budget);
        for (var i = 0; i < items.Count; i++)
        {
            run.Budget.TakeSteps(1);
            builder.Append(i == 0 ? TextValue.Empty : separator).Append(Printing.TextOf(run, items[i]));
        }

        return builder.Build();
    }

    /// <summary>Puts spaces before each line that has text, the first one excepted unless asked for.</summary>
    public static TextValue Indent(Evaluation run, TextValue text, TextValue margin, bool first, bool blank)
    {
        var builder = new TextBuilder(run.Budget);
        var at = 0;
        while (at <= text.Plain.Length)
        {
            run.Budget.TakeSteps(1);
            var end = text.Plain.IndexOf('\n', at);
            end = end < 0 ? text.Plain.Length : end;
            if (at == 0 ? first : blank || end > at)
            {
                builder.Append(margin);
            }

            builder.Append(text, at, Math.Min(end + 1, text.Plain.Length) - at);
            at = end + 1;
        }

        return builder.Build();
    }

    private static ListValue SplitAtSpace(Evaluation run, TextValue text, long? limit)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        var parts = new List<Value>();
        var rest = TextOperations.TrimStart(run, text, characters: null);
        var at = 0;
        var plain = rest.Plain;
        while (at < plain.Length && (limit is null or < 0 || parts.Count < limit))
        {
            var end = at;
            while (end < plain.Length && !char.IsWhiteSpace(plain[end]))
            {
                end++;
            }

            run.Budget.TakeSteps(1);
            parts.Add(TextOperations.Slice(run, rest, at, end - at));
            at = end;
            while (at < plain.Length && char.IsWhiteSpace(plain[at]))
            {
                at++;
            }
        }

        if (at < plain.Length)
        {
            parts.Add(TextOperations.TrimEnd(run, TextOperations.Slice(run, rest, at, plain.Length - at), characters: null));
        }

        return Sequences.List(run, parts);
    }
}
