namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>The reference against itself, run again: what moves without any quantization.</summary>
internal sealed record NoiseFloorModel
{
    /// <summary>Name of the second run of the reference.</summary>
    public required string Variant { get; init; }

    /// <summary>How the second run was sent, in words.</summary>
    public string? BatchShape { get; init; }

    /// <summary>Problems (with several samples: answers) that turned either way.</summary>
    public required ShareModel Flips { get; init; }

    /// <summary>First run minus second, in points.</summary>
    public required EstimateModel Loss { get; init; }

    public required int Lost { get; init; }
    public required int Gained { get; init; }
}
