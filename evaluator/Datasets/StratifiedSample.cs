namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A part of a data set with the shares of subject and level that the whole has.</summary>
internal static class StratifiedSample
{
    /// <summary>Takes problems, cell by cell of subject and level, by largest remainder; all where there are no more.</summary>
    /// <param name="problems">The whole.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Which.</param>
    public static IReadOnlyList<Problem> Take(IReadOnlyList<Problem> problems, int count, ulong seed)
    {
        if (count >= problems.Count)
        {
            return problems;
        }

        var cells = problems.GroupBy(p => (p.Subject, p.Level)).OrderBy(c => c.Key.Subject, StringComparer.Ordinal).ThenBy(c => c.Key.Level)
            .Select(c => SeededOrder.Of(c, seed).ToList()).ToList();
        // A cell's share is size * count / all: whole numbers keep equal remainders equal.
        var taken = cells.ConvertAll(c => (int)((long)c.Count * count / problems.Count));
        var remainders = cells.ConvertAll(c => (long)c.Count * count % problems.Count);
        foreach (var cell in Enumerable.Range(0, cells.Count).OrderByDescending(i => remainders[i]).Take(count - taken.Sum()))
        {
            taken[cell]++;
        }

        var chosen = cells.SelectMany((c, i) => c.Take(taken[i])).Select(p => p.Id).ToHashSet();
        return [.. problems.Where(p => chosen.Contains(p.Id))];
    }
}
