using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>Outputs to be taken in as a run.</summary>
internal sealed record ImportRequest
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<ImportFile> Files { get; init; }

    /// <summary>Where problems come from; null takes them from the files.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>Names of fields of own rows.</summary>
    public required ImportMap Map { get; init; }

    /// <summary>The variant that the others are compared with; null takes the first.</summary>
    public string? Reference { get; init; }

    /// <summary>Name of the base model, for studies; null where it is not told.</summary>
    public string? BaseModel { get; init; }
}
