namespace QuantGrpc.Llama.Grammar;

/// <summary>How often an item stands, without an upper bound where <paramref name="Most"/> is null.</summary>
internal readonly record struct Repetition(int Least, int? Most)
{
    /// <summary>Elements that writing the repetition out takes.</summary>
    public int Expanded => Most is { } most ? most + 1 : Least + 1;

    public static bool TryTake(GbnfReader reader, out Repetition repetition)
    {
        if (reader.TryTake('*'))
        {
            repetition = new Repetition(0, null);
        }
        else if (reader.TryTake('+'))
        {
            repetition = new Repetition(1, null);
        }
        else if (reader.TryTake('?'))
        {
            repetition = new Repetition(0, 1);
        }
        else if (reader.TryTake('{'))
        {
            repetition = TakeBounds(reader);
        }
        else
        {
            repetition = default;
            return false;
        }

        return true;
    }

    private static Repetition TakeBounds(GbnfReader reader)
    {
        var start = reader.Offset - 1;
        reader.SkipSpace(newlines: false);
        var least = reader.Is(',') ? 0 : reader.TakeNumber();
        reader.SkipSpace(newlines: false);
        int? most = least;
        if (reader.TryTake(','))
        {
            reader.SkipSpace(newlines: false);
            most = reader.Is('}') ? null : reader.TakeNumber();
            reader.SkipSpace(newlines: false);
        }

        reader.Take("}", "'}' after the numbers of repetitions");
        return most < least
            ? throw reader.Error(start, $"a repetition of at least {least} and at most {most}")
            : new Repetition(least, most);
    }
}
