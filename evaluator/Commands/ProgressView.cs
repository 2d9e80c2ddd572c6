using System.Globalization;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Statistics;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>A run as it goes: a live table on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressView(IAnsiConsole console)
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Executes a run here and shows it to its end; stopped, it is stored as cancelled.</summary>
    public async Task ExecuteAsync(RunSession session, CancellationToken cancellation)
    {
        var run = session.Run;
        console.MarkupLineInterpolated(
            $"run {run.Id}: {run.ProblemCount} problems of {run.Dataset.Name}, {run.Variants.Count} variants, reference {run.Reference?.Name}");
        if (run.Notice is { } notice)
        {
            console.MarkupLineInterpolated($"[yellow]{notice}[/]");
        }

        await session.ExecuteOrMarkAsync(work => ShowAsync(session.Monitor.Read, () => session.Monitor.Lines, work), cancellation);
        console.MarkupLineInterpolated($"run {run.Id} is complete: quantgrpc-eval report --run {run.Id}");
    }

    /// <summary>Shows work to its end.</summary>
    /// <param name="read">How far it is now.</param>
    /// <param name="lines">What has happened to it as a whole; the last line stands under the table.</param>
    /// <param name="work">The work; its fault is thrown.</param>
    public async Task ShowAsync(Func<IReadOnlyList<VariantPace>> read, Func<IReadOnlyList<string>> lines, Task work)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Live(TableOf(read())).StartAsync(async live =>
            {
                await EachAsync(work, LiveEvery, () => live.UpdateTarget(new Rows(TableOf(read()), new Text(lines().LastOrDefault() ?? ""))));
                live.UpdateTarget(TableOf(read()));
            });
        }
        else
        {
            await WriteLinesAsync(read, lines, work);
            console.Profile.Width = Math.Max(console.Profile.Width, 120);
            console.Write(TableOf(read()));
        }

        await work;
    }

    private async Task WriteLinesAsync(Func<IReadOnlyList<VariantPace>> read, Func<IReadOnlyList<string>> lines, Task work)
    {
        var told = 0;
        var last = TimeProvider.System.GetTimestamp();
        await EachAsync(work, LiveEvery, () =>
        {
            Tell();
            var paces = read();
            if (TimeProvider.System.GetElapsedTime(last) >= LineEvery && paces.Any(p => p.Done < p.Cells))
            {
                last = TimeProvider.System.GetTimestamp();
                console.WriteLine(LineOf(paces));
            }
        });
        Tell();

        void Tell()
        {
            var all = lines();
            foreach (var line in all.Skip(told))
            {
                console.Profile.Out.Writer.WriteLine(line); // unbroken, however narrow
            }

            told = all.Count;
        }
    }

    private static async Task EachAsync(Task work, TimeSpan every, Action show)
    {
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
        {
            show();
        }
    }

    private static Table TableOf(IReadOnlyList<VariantPace> paces)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("variant", "done", "accuracy (95 %)", "judged", "tokens/s", "left");
        foreach (var pace in paces)
        {
            var interval = new Proportion(pace.Right, pace.Done).Wilson();
            table.AddRow(
                Markup.Escape(pace.Variant),
                $"{pace.Done}/{pace.Cells}",
                pace.Done == 0 ? "" : $"{100.0 * pace.Right / pace.Done:0.0} % ({100 * interval.Low:0.0} to {100 * interval.High:0.0})",
                $"{pace.Judged}",
                pace.TokensPerSecond.ToString("N0", CultureInfo.InvariantCulture),
                pace.TimeLeft is { } left && pace.Done < pace.Cells ? left.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    private static string LineOf(IReadOnlyList<VariantPace> paces)
    {
        return $"{paces.Sum(p => p.Done)} of {paces.Sum(p => p.Cells)} done, {paces.Sum(p => p.Right)} right, "
            + $"{paces.Sum(p => p.Judged)} judged, {paces.Sum(p => p.TokensPerSecond):N0} tokens/s";
    }
}
