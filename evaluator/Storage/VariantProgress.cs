namespace QuantGrpc.Evaluator.Storage;

/// <summary>How far a run is with one variant.</summary>
internal sealed record VariantProgress
{
    public required string Variant { get; init; }
    public required bool IsReference { get; init; }

    /// <summary>Cells that the run asks for.</summary>
    public required int Cells { get; init; }

    public required int Done { get; init; }
    public required int Equivalent { get; init; }
    public required int NotEquivalent { get; init; }
    public required int Ungradable { get; init; }

    /// <summary>Failures with a valid verdict.</summary>
    public required int Judged { get; init; }

    public required long GeneratedTokens { get; init; }
}
