namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A data set as it was read.</summary>
internal sealed record Dataset
{
    public required string Name { get; init; }

    /// <summary>Name of the file or folder.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file's bytes, or of the sorted files' hashes and names in a folder.</summary>
    public required string Sha256 { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Whether it is made of MiniMATH's synthetic problems.</summary>
    public bool IsMiniMath { get; init; }
}

/// <summary>A data set that cannot be used; the message names file, line and field.</summary>
internal sealed class DatasetException(string message, Exception? inner = null) : Exception(message, inner);
