using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs.Flow;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// Brings a run to its end from wherever it stands: grades what is not graded, judges what is not judged, generates what is missing.
/// What was stored is never done again; what was in flight when a process died is.
/// </summary>
internal sealed class RunExecutor(RunContext context)
{
    private const int JudgedAtOnce = 16;

    private readonly CellWorker _worker = new(context);
    private readonly ServerPause _pause = new(context.Monitor, context.Time);
    private readonly Dictionary<string, VariantRoute> _routes = context.Run.Variants.ToDictionary(v => v.Name, context.RouteOf);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="GenerationFailedException">A source refuses or fails; the run is stored as failed with the reason.</exception>
    /// <exception cref="RunRefusedException">A source states something else than before; stored likewise.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what is stored stays, and whoever stopped it says whether it is cancelled.</exception>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        try
        {
            await RepairAsync(cancellation);
            foreach (var phase in context.Phases)
            {
                await GenerateAsync(phase, cancellation);
            }

            if (_pause.WasPaused)
            {
                await RepairAsync(cancellation); // a judge behind the server that was gone had no reply
            }

            await context.Store.SetStateAsync(context.Run.Id, RunState.Complete, reason: null, cancellation);
        }
        catch (Exception fault) when (fault is GenerationFailedException or RunRefusedException or Judges.JudgeException)
        {
            await context.Store.SetStateAsync(context.Run.Id, RunState.Failed, fault.Message, CancellationToken.None);
            throw;
        }
    }

    // What a process that died had generated and not graded, or graded and not judged.
    private async Task RepairAsync(CancellationToken cancellation)
    {
        foreach (var id in await context.Store.GetUngradedAsync(context.Run.Id, Grader.Version, cancellation))
        {
            var detail = await DetailAsync(id, cancellation);
            await _worker.GradeAsync(id, detail.Result, detail.Problem, VariantOf(detail), cancellation);
        }

        foreach (var judge in context.Panel.Judges)
        {
            await Parallel.ForEachAsync(
                await context.Store.GetUnjudgedAsync(context.Run.Id, judge.Id, cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = context.Parallelism ?? JudgedAtOnce, CancellationToken = cancellation },
                async (id, token) =>
                {
                    var detail = await DetailAsync(id, token);
                    await context.Panel.JudgeAsync(id, detail.Result, detail.Problem, VariantOf(detail), token);
                });
        }
    }

    private Task GenerateAsync(RunPhase phase, CancellationToken cancellation) =>
        new PhaseRunner(context, _pause, [.. phase.Variants.Select(name => _routes[name])]).RunAsync(phase.OneAtATime, cancellation);

    private async Task<CellDetail> DetailAsync(long id, CancellationToken cancellation) =>
        await context.Store.GetDetailAsync(context.Run.Id, id, cancellation)
            ?? throw new InvalidOperationException($"result {id} is not of run {context.Run.Id}");

    private string VariantOf(CellDetail detail) =>
        _routes.Values.First(r => r.Variant.Fingerprint == detail.Result.Key.VariantHash).Variant.Name;
}
