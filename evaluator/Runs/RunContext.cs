using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>What every cell of a run needs.</summary>
internal sealed record RunContext
{
    public required Run Run { get; init; }

    public required RunStore Store { get; init; }

    public required InferenceClient Server { get; init; }

    public required RunMonitor Monitor { get; init; }

    public required FailureJudges Panel { get; init; }

    public required TimeProvider Time { get; init; }

    public required VariantSources Sources { get; init; }

    /// <summary>Cells in flight over all variants; null follows the server's load.</summary>
    public int? Parallelism { get; init; }

    /// <summary>As they were stored with the run.</summary>
    public SolutionSettings Settings => SolutionSettings.Of(Run);

    /// <summary>Where a variant is generated.</summary>
    public VariantRoute RouteOf(RunVariant variant) => new(variant, Sources.Of(variant.Facts));
}
