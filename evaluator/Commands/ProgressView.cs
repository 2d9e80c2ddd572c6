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

    /// <summary>Executes a run and shows it to its end.</summary>
    public async Task ShowAsync(RunSession session, CancellationToken cancellation)
    {
        var run = session.Run;
        console.MarkupLineInterpolated($"run {run.Id}: {run.ProblemCount} problems of {run.Dataset.Name}, {run.Variants.Count} variants, reference {run.Reference?.Name}");
        if (run.Notice is { } notice)
        {
            console.MarkupLineInterpolated($"[yellow]{notice}[/]");
        }

        var work = session.ExecuteAsync(cancellation);
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Live(TableOf(session)).StartAsync(async live =>
            {
                await EachAsync(work, LiveEvery, () => live.UpdateTarget(TableOf(session)));
                live.UpdateTarget(TableOf(session));
            });
        }
        else
        {
            await EachAsync(work, LineEvery, () => console.WriteLine(LineOf(session)));
            console.Write(TableOf(session));
        }

        await work;
        console.MarkupLineInterpolated($"run {run.Id} is complete: quantgrpc-eval report --run {run.Id}");
    }

    private static async Task EachAsync(Task work, TimeSpan every, Action show)
    {
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
        {
            show();
        }
    }

    private static Table TableOf(RunSession session)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("variant", "done", "accuracy (95 %)", "judged", "tokens/s", "left");
        foreach (var pace in session.Monitor.Read())
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

    private static string LineOf(RunSession session)
    {
        var paces = session.Monitor.Read();
        return $"{paces.Sum(p => p.Done)} of {paces.Sum(p => p.Cells)} done, {paces.Sum(p => p.Right)} right, "
            + $"{paces.Sum(p => p.Judged)} judged, {paces.Sum(p => p.TokensPerSecond):N0} tokens/s";
    }
}
