namespace QuantGrpc.Evaluator.Datasets;

/// <summary>All that reading a data set found, with what cannot be used.</summary>
internal sealed record DatasetReading
{
    public required DatasetKind Kind { get; init; }

    /// <summary>Name of the file or folder.</summary>
    public required string Source { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Rows, those that cannot be read included.</summary>
    public required int Rows { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Rows of a set of labels, which holds no problems.</summary>
    public IReadOnlyList<LabelledSolution> Labelled { get; init; } = [];

    /// <summary>Whether levels were class indices.</summary>
    public bool LevelsAreIndices { get; init; }

    public required RowFaults Faults { get; init; }
}
