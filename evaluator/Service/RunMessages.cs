using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Statistics;
using Stored = QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Runs as messages.</summary>
internal static class RunMessages
{
    /// <param name="run">As stored.</param>
    /// <param name="progress">Counts as stored.</param>
    /// <param name="monitor">Its pace, where it is active here.</param>
    /// <param name="gaps">What its divergences lack.</param>
    public static Run From(
        Stored.Run run, IReadOnlyList<Stored.VariantProgress> progress, RunMonitor? monitor, IReadOnlyList<Stored.DivergenceGap> gaps)
    {
        var paces = monitor?.Read().ToDictionary(p => p.Variant) ?? [];
        return new Run
        {
            Id = run.Id,
            State = run.State switch
            {
                Stored.RunState.Running => RunState.Running,
                Stored.RunState.Complete => RunState.Complete,
                Stored.RunState.Cancelled => RunState.Cancelled,
                _ => RunState.Failed,
            },
            StateReason = run.StateReason ?? "",
            Created = run.Created.ToTimestamp(),
            Dataset = run.Dataset.Name,
            DatasetSha256 = run.Dataset.Sha256,
            Problems = (uint)run.ProblemCount,
            Reference = run.Reference?.Name ?? "",
            Notice = run.Notice ?? "",
            Imported = run.Imported,
            Samples = (uint)run.Samples,
            DivergenceGaps = { gaps.Select(gap => $"{gap.Variant}: {gap.Reason}") },
            Variants = { progress.Select(p => From(p, paces.GetValueOrDefault(p.Variant))) },
        };
    }

    /// <summary>The other way, for who watches a service.</summary>
    public static VariantPace PaceOf(VariantProgress progress) => new()
    {
        Variant = progress.Variant,
        Cells = (int)progress.Cells,
        Done = (int)progress.Done,
        Right = (int)progress.Right,
        Ungradable = (int)progress.Ungradable,
        Judged = (int)progress.Judged,
        TokensPerSecond = progress.TokensPerSecond,
        TimeLeft = progress.TimeLeft?.ToTimeSpan(),
    };

    private static VariantProgress From(Stored.VariantProgress progress, VariantPace? pace)
    {
        var interval = new Proportion(progress.Equivalent, progress.Equivalent + progress.NotEquivalent + progress.Ungradable).Wilson();
        return new VariantProgress
        {
            Variant = progress.Variant,
            Done = (uint)progress.Done,
            Cells = (uint)progress.Cells,
            Right = (uint)progress.Equivalent,
            Ungradable = (uint)progress.Ungradable,
            Judged = (uint)progress.Judged,
            AccuracyLow = interval.Low,
            AccuracyHigh = interval.High,
            TokensPerSecond = pace?.TokensPerSecond ?? 0,
            TimeLeft = pace?.TimeLeft?.ToDuration(),
        };
    }
}
