namespace QuantGrpc.Evaluator.Reports;

/// <summary>What a variant's outputs took. Absent where the endpoint does not tell.</summary>
internal sealed record CostModel
{
    /// <summary>Of all outputs.</summary>
    public long? GeneratedTokens { get; init; }

    /// <summary>Waiting for a free sequence, summed over the outputs.</summary>
    public required double QueueSeconds { get; init; }

    /// <summary>Reading prompts, alike.</summary>
    public required double PrefillSeconds { get; init; }

    /// <summary>Generating, alike.</summary>
    public required double DecodeSeconds { get; init; }
}
