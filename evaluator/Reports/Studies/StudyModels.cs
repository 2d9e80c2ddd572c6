using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>Comparable runs over several base models.</summary>
internal sealed record StudyReport
{
    public required int Problems { get; init; }
    public required int Samples { get; init; }

    /// <summary>In the order asked for.</summary>
    public required IReadOnlyList<StudyBase> Bases { get; init; }

    /// <summary>One a variant that at least one base has.</summary>
    public required IReadOnlyList<StudyColumn> Columns { get; init; }

    /// <summary>What a reader must know, a line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>A base model: a run with its own reference.</summary>
internal sealed record StudyBase
{
    public required string Name { get; init; }
    public required string Run { get; init; }
    public required string Reference { get; init; }

    /// <summary>Share of right answers, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    public long? Parameters { get; init; }
    public long? Bytes { get; init; }
}

/// <summary>One kind of variant over the base models that have it.</summary>
internal sealed record StudyColumn
{
    public required string Label { get; init; }

    /// <summary>In the order of the bases; null where a base lacks it.</summary>
    public required IReadOnlyList<StudyCell?> Cells { get; init; }

    /// <summary>In points, with simultaneous intervals over the bases that have it.</summary>
    public required StudyLosses Points { get; init; }

    /// <summary>In percent of each reference.</summary>
    public required StudyLosses Percent { get; init; }
}

/// <summary>A variant of a base model.</summary>
internal sealed record StudyCell
{
    /// <summary>Its name in its run.</summary>
    public required string Variant { get; init; }

    /// <summary>Share of right answers, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    public long? Bytes { get; init; }

    /// <summary>Loss in points.</summary>
    public required Estimate Points { get; init; }

    /// <summary>Loss in percent of the reference.</summary>
    public required Estimate Percent { get; init; }

    /// <summary>Loss in points by level, each with a BCa interval of its own; levels that no problem has are left out.</summary>
    public required IReadOnlyList<LevelLoss> Levels { get; init; }
}

/// <summary>Loss in points on the problems of one level.</summary>
internal sealed record LevelLoss(int Level, int Problems, Estimate Points);
