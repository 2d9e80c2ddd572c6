namespace QuantGrpc.Evaluator.Datasets;

/// <summary>MATH's own rule for an answer: the content of the last box of the solution.</summary>
internal static class LastBox
{
    /// <summary>The content, or null where there is no balanced box or nothing in it: two rows of MATH's training set have an empty one.</summary>
    public static string? Of(string solution)
    {
        var start = solution.LastIndexOf("\\boxed", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var open = start + "\\boxed".Length;
        // Two rows of MATH write "\boxed 2".
        if (open < solution.Length && solution[open] == ' ')
        {
            return Filled(solution[(open + 1)..].Split('$', ' ', '.')[0]);
        }

        var depth = 0;
        for (var i = open; i < solution.Length; i++)
        {
            depth += solution[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i > open ? Filled(solution[(open + 1)..i]) : null;
            }
        }

        return null;
    }

    private static string? Filled(string content) => string.IsNullOrWhiteSpace(content) ? null : content;
}
