namespace QuantGrpc.Evaluator.Datasets;

/// <summary>What a data set is, told by its rows.</summary>
internal enum DatasetKind
{
    /// <summary>None of the others: problems and answers.</summary>
    Own,

    /// <summary>Subjects, levels and solutions with boxes.</summary>
    Math,

    /// <summary>The 500 rows of MATH's test set that PRM800K's authors drew.</summary>
    Math500,

    /// <summary>Answers behind <c>####</c>.</summary>
    Gsm8k,

    /// <summary>Integers of 0 to 999.</summary>
    Aime,

    /// <summary>This product's synthetic problems.</summary>
    MiniMath,

    /// <summary>Solutions with the first wrong step: no problems to solve, labels to measure judges with.</summary>
    Labelled,
}

/// <summary>Tells the kind of a data set.</summary>
internal static class DatasetKinds
{
    private const int RowsOfMath500 = 500;

    /// <summary>Rows that cannot be read say nothing.</summary>
    /// <param name="name">Name of the file or folder: AIME's rows have no mark of their own.</param>
    /// <param name="rows">All rows.</param>
    public static DatasetKind Of(string name, IReadOnlyList<SourceRow> rows)
    {
        var read = rows.Where(r => r.Fault is null).ToList();
        return read.Count == 0 ? DatasetKind.Own
            : Most(read, LabelReader.IsLabelled) ? DatasetKind.Labelled
            : read.All(r => r.Texts.ContainsKey("family")) ? DatasetKind.MiniMath // the family that a synthetic problem was drawn from
            : Most(read, r => r.Find(["answer"]) is { } answer && GsmAnswer.Of(answer) is not null) ? DatasetKind.Gsm8k
            : name.Contains("aime", StringComparison.OrdinalIgnoreCase) ? DatasetKind.Aime
            : Most(read, r => r.Texts.ContainsKey("level") && r.Find(["subject", "type"]) is not null && r.Find(["solution"]) is not null)
                ? read.Count == RowsOfMath500 && read.All(r => r.Find(["unique_id"])?.StartsWith("test/", StringComparison.Ordinal) is true)
                    ? DatasetKind.Math500 : DatasetKind.Math
            : DatasetKind.Own;
    }

    // A malformed row does not make a data set another one.
    private static bool Most(List<SourceRow> rows, Func<SourceRow, bool> holds) => rows.Count(holds) * 2 > rows.Count;
}
