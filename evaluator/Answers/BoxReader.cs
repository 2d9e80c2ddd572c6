namespace QuantGrpc.Evaluator.Answers;

/// <summary>A balanced <c>\boxed{}</c> or <c>\fbox{}</c>.</summary>
/// <param name="Start">Of the command.</param>
/// <param name="End">One past the closing brace.</param>
/// <param name="Content">Between the braces.</param>
internal readonly record struct Box(int Start, int End, string Content);

/// <summary>Finds the boxes of a text in one pass.</summary>
internal static class BoxReader
{
    private static readonly string[] Commands = ["\\boxed", "\\fbox"];

    /// <summary>All outermost balanced boxes in order. An unbalanced one, as a cut output leaves it, is none.</summary>
    public static List<Box> Read(string text)
    {
        var boxes = new List<Box>();
        for (var at = text.IndexOf('\\'); at >= 0 && at < text.Length; at = at < text.Length ? text.IndexOf('\\', at) : -1)
        {
            if (Array.Find(Commands, c => string.CompareOrdinal(text, at, c, 0, c.Length) == 0) is { } command)
            {
                var open = SkipSpace(text, at + command.Length);
                if (open < text.Length && text[open] == '{')
                {
                    if (Closing(text, open) is not { } close)
                    {
                        return boxes; // nothing after an unbalanced brace can be balanced around it
                    }

                    boxes.Add(new Box(at, close + 1, text[(open + 1)..close]));
                    at = close + 1;
                    continue;
                }
            }

            at += 1;
        }

        return boxes;
    }

    private static int? Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++; // an escaped brace is no brace
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i;
            }
        }

        return null;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
