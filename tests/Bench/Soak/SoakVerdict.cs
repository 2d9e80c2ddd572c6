namespace QuantGrpc.Bench.Soak;

/// <summary>One thing that has to hold.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Start">At the first quiet point.</param>
/// <param name="End">At the last one.</param>
/// <param name="Bound">What is allowed.</param>
/// <param name="Holds">Whether it was kept.</param>
internal sealed record SoakLine(string What, string Start, string End, string Bound, bool Holds);

/// <summary>What has to hold after a soak, with its bounds.</summary>
internal static class SoakVerdict
{
    /// <summary>Handles above the start: a connection that is being closed, a watch's timer, a log file.</summary>
    public const int MoreHandles = 8;

    /// <summary>Threads above the start: the pool of a machine with few cores grows by some while calls block, and shrinks slowly.</summary>
    public const int MoreThreads = 12;

    /// <summary>
    /// MiB that the floor of anonymous memory may rise. A collected heap goes up and down by tens of MiB between quiet points; what leaks
    /// raises the lowest of them.
    /// </summary>
    public const double MoreMemory = 32;

    /// <summary>Slope of anonymous memory in MiB a minute that may not be exceeded beyond doubt.</summary>
    public const double MemorySlope = 0.5;

    private const double MiB = 1024 * 1024;

    // A shorter soak sees heaps that still grow to their size.
    private static readonly TimeSpan MemoryIsJudged = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<SoakLine> Of(SoakOutcome outcome)
    {
        var (first, last) = (outcome.Samples[0], outcome.Samples[^1]);
        return
        [
            Zero("requests waiting", outcome, held => held.Queued),
            Zero("sequences running", outcome, held => held.Running),
            Zero("KV cells used", outcome, held => held.UsedCells),
            Zero("KV cells reserved", outcome, held => held.ReservedCells),
            AtMost("handles", first.Process.Handles, last.Process.Handles, MoreHandles),
            AtMost("threads", first.Process.Threads, last.Process.Threads, MoreThreads),
            .. Memory(outcome.Samples),
            new SoakLine("PSS, MiB", $"{first.Process.Proportional / MiB:0.0}", $"{last.Process.Proportional / MiB:0.0}", "", true),
            new SoakLine("RSS, MiB", $"{first.Process.Resident / MiB:0.0}", $"{last.Process.Resident / MiB:0.0}", "", true),
            None("calls that ended as they must not", outcome.Calls.FaultCount),
            None("errors in the server's log", outcome.LoggedErrors.Count),
            new SoakLine("probes, all the same", "", $"{outcome.Probes}", "at least 1", outcome.Probes > 0),
            new SoakLine("exit code after SIGTERM", "", $"{outcome.ExitCode}", "0", outcome.ExitCode == 0),
        ];
    }

    // At each quiet point, not only at the last.
    private static SoakLine Zero(string what, SoakOutcome outcome, Func<HeldPlaces, long> figure) => new(
        what, $"{figure(outcome.Samples[0].Held)}", $"{figure(outcome.Samples[^1].Held)}", $"0 at each of {outcome.Samples.Count} quiet points",
        outcome.Samples.All(s => figure(s.Held) == 0));

    private static SoakLine AtMost(string what, double first, double last, double more) =>
        new(what, $"{first:0.#}", $"{last:0.#}", $"at most {more} more", last <= first + more);

    private static SoakLine[] Memory(IReadOnlyList<SoakSample> samples)
    {
        var trend = Trend.Of(samples, s => s.Process.Anonymous / MiB);
        var third = Math.Max(1, samples.Count / 3);
        var (before, after) = (Floor(samples.Take(third)), Floor(samples.TakeLast(third)));
        var judged = samples[^1].At >= MemoryIsJudged;
        var doubt = judged ? "" : $", judged from {MemoryIsJudged.TotalMinutes} minutes on";
        return
        [
            new SoakLine(
                "floor of anonymous memory in the first and last third, MiB", $"{before:0.0}", $"{after:0.0}", $"at most {MoreMemory} more{doubt}",
                !judged || after <= before + MoreMemory),
            new SoakLine(
                "its slope, MiB a minute", "", $"{trend.PerMinute:0.00} ± {2 * trend.Error:0.00}", $"not above {MemorySlope} beyond doubt{doubt}",
                !judged || trend.AtLeast <= MemorySlope),
        ];

        double Floor(IEnumerable<SoakSample> some) => some.Min(s => s.Process.Anonymous) / MiB;
    }

    private static SoakLine None(string what, int count) => new(what, "", $"{count}", "0", count == 0);
}
