using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Status;

/// <summary>A run as the store shows it now.</summary>
/// <param name="Run">The run.</param>
/// <param name="Variants">Each variant's progress, in the run's order.</param>
internal sealed record RunStatus(Run Run, IReadOnlyList<VariantProgress> Variants)
{
    public int Done => Variants.Sum(v => v.Done);

    public int Cells => Variants.Sum(v => v.Cells);

    /// <summary>Results an hour at the pace of the last minutes; null where none were stored in them.</summary>
    public double? PerHour { get; init; }

    /// <summary>Time left at that pace; null where the run does not generate.</summary>
    public TimeSpan? TimeLeft => PerHour is { } pace && Run.State == RunState.Running && Done < Cells ? TimeSpan.FromHours((Cells - Done) / pace) : null;

    /// <summary>
    /// Whether the run stands as running and nothing was stored in the last minutes: most likely the process that worked on it died, or
    /// waits for its server or its judges.
    /// </summary>
    public bool IsQuiet => Run.State == RunState.Running && PerHour is null;
}
