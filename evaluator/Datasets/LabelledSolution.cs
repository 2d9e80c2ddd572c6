namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A solution whose first wrong step is known: what judges are measured with.</summary>
internal sealed record LabelledSolution
{
    public required string Id { get; init; }

    public required string Problem { get; init; }

    /// <summary>Without the closing answer, where that stands apart.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The closing answer, the step after the last; null where it is one of the steps.</summary>
    public string? FinalAnswer { get; init; }

    /// <summary>From 1; null where every step is right.</summary>
    public required int? FirstWrongStep { get; init; }

    /// <summary>Whether the file counts steps from 1 and writes 0 for none, as MiniMATH does; ProcessBench counts from 0 and writes -1.</summary>
    public required bool CountsFromOne { get; init; }

    /// <summary>Of the first wrong step, as the file spells it.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The right answer.</summary>
    public string? Answer { get; init; }

    /// <summary>A solution that is right throughout.</summary>
    public string? Solution { get; init; }

    /// <summary>Whether the problem is one of MiniMATH's.</summary>
    public bool IsMiniMath { get; init; }
}
