namespace QuantGrpc.Evaluator.Runs;

/// <summary>One variant's progress at a moment.</summary>
internal sealed record VariantPace
{
    public required string Variant { get; init; }

    /// <summary>Cells that the run asks for.</summary>
    public required int Cells { get; init; }

    public required int Done { get; init; }

    public required int Right { get; init; }

    public required int Ungradable { get; init; }

    /// <summary>Failures with a verdict.</summary>
    public required int Judged { get; init; }

    /// <summary>Since this process took the run up.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>At this pace; null before the first result.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
