namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>How a file counts steps, and what it writes where none is wrong.</summary>
internal enum LabelConvention
{
    /// <summary>From 0; -1 where none is wrong (ProcessBench).</summary>
    FromZero,

    /// <summary>From 1; 0 where none is wrong (MiniMATH).</summary>
    FromOne,
}

/// <summary>A solution whose first wrong step is known.</summary>
internal sealed record LabelledCase
{
    public required string Id { get; init; }

    public required JudgeCase Case { get; init; }

    /// <summary>From 1; null where no step is wrong.</summary>
    public required int? Step { get; init; }

    /// <summary>Null where the file names no types.</summary>
    public required ErrorType? Type { get; init; }

    public required LabelConvention Convention { get; init; }

    public bool IsErroneous => Step is not null;

    /// <summary>A step in the file's own counting.</summary>
    public int InConvention(int? step) => Convention == LabelConvention.FromZero ? (step ?? 0) - 1 : step ?? 0;
}
