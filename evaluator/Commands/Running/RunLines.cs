using QuantGrpc.Evaluator.Commands.Inspection;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Running;

/// <summary>A run as it goes, for programs: a line "run", lines "progress" and "notice" while it lasts, a line "result" at its end.</summary>
internal sealed class RunLines(JsonLines lines)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Executes a run here; stopped, it is stored as cancelled.</summary>
    public async Task ExecuteAsync(RunSession session, RunStore store, CancellationToken cancellation)
    {
        var run = session.Run;
        lines.Write(new
        {
            Kind = "run",
            run.Id,
            Dataset = run.Dataset.Name,
            Problems = run.ProblemCount,
            run.Samples,
            Variants = run.Variants.Select(v => v.Name),
            Reference = run.Reference?.Name,
            PairedWith = (await store.GetRunAsync(run.Id, cancellation))?.PairedWith,
            run.Notice,
        });
        var told = 0;
        await session.ExecuteOrMarkAsync(
            async work =>
            {
                using var timer = new PeriodicTimer(Every, TimeProvider.System);
                while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
                {
                    told = WriteNotices(session, told);
                    lines.Write(new { Kind = "progress", run.Id, Variants = session.Monitor.Read() });
                }
            },
            cancellation);
        WriteNotices(session, told);
        lines.Write(new { Kind = "result", run.Id, State = nameof(RunState.Complete), Variants = session.Monitor.Read() });
    }

    private int WriteNotices(RunSession session, int told)
    {
        var all = session.Monitor.Lines;
        foreach (var line in all.Skip(told))
        {
            lines.Write(new { Kind = "notice", session.Run.Id, Line = line });
        }

        return all.Count;
    }
}
