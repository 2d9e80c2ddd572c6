namespace QuantGrpc.Evaluator.Commands.Status;

/// <summary>A run's status for programs.</summary>
internal static class StatusJson
{
    public static object Of(RunStatus status) => new
    {
        Run = status.Run.Id,
        status.Run.State,
        status.Run.StateReason,
        status.Run.Created,
        status.Run.Ended,
        Dataset = status.Run.Dataset.Name,
        status.Run.Imported,
        Reference = status.Run.Reference?.Name,
        Problems = status.Run.ProblemCount,
        status.Run.Samples,
        status.Done,
        status.Cells,
        ResultsPerHour = status.PerHour,
        SecondsLeft = status.TimeLeft?.TotalSeconds,
        Quiet = status.IsQuiet,
        status.Run.Judges,
        Variants = status.Variants.Select(v => new
        {
            v.Variant, v.Done, v.Cells, v.Equivalent, v.NotEquivalent, v.Ungradable, v.Judged, v.GeneratedTokens,
        }),
    };
}
