using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>A row of outputs that were made elsewhere.</summary>
internal sealed record ImportedOutput
{
    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    public required string Variant { get; init; }

    /// <summary>The problem: the row's own, or the data set's.</summary>
    public required Problem Problem { get; init; }

    /// <summary>As it was sent, where the file tells; the problem's text otherwise.</summary>
    public required string Prompt { get; init; }

    /// <summary>The first of its samples, from 0; null where samples are counted in the order of rows.</summary>
    public int? Sample { get; init; }

    /// <summary>Texts, one a sample; at least one.</summary>
    public required IReadOnlyList<string> Texts { get; init; }
}

/// <summary>A file of outputs and the variant that made them; null where rows name it, or the file's name does.</summary>
internal sealed record ImportFile(string Path, string? Variant);
