using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges.Rules;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// Brings a run to its end from wherever it stands: grades what is not graded, judges what is not judged, generates what is missing.
/// What was stored is never done again; what was in flight when a process died is.
/// </summary>
internal sealed class RunExecutor(RunContext context, int parallelism)
{
    // A stream that a dying server cuts is asked for again; a server that never comes back ends the run.
    private const int TriesPerCell = 5;

    private readonly CellWorker _worker = new(context);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="GenerationFailedException">The server refuses or is gone; the run is stored as failed with the reason.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what is stored stays, and whoever stopped it says whether it is cancelled.</exception>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        try
        {
            await RepairAsync(cancellation);
            if (!context.Run.Imported)
            {
                await GenerateAsync(cancellation);
                await new DivergencePass(context.Run, context.Store, context.Server).RunAsync(cancellation);
            }

            await context.Store.SetStateAsync(context.Run.Id, RunState.Complete, reason: null, cancellation);
        }
        catch (Exception fault) when (fault is GenerationFailedException or Judges.JudgeException)
        {
            await context.Store.SetStateAsync(context.Run.Id, RunState.Failed, fault.Message, CancellationToken.None);
            throw;
        }
    }

    // What a process that died had generated and not graded, or graded and not judged; and what a newer checker counts otherwise.
    private async Task RepairAsync(CancellationToken cancellation)
    {
        foreach (var id in await context.Store.GetUngradedAsync(context.Run.Id, Grader.Version, cancellation))
        {
            var detail = await DetailAsync(id, cancellation);
            await _worker.GradeAsync(id, detail.Result, detail.Problem, VariantOf(detail), cancellation);
        }

        foreach (var id in await context.Store.GetUncountedAsync(context.Run.Id, StepChecks.Version, cancellation))
        {
            var detail = await DetailAsync(id, cancellation);
            await _worker.CountAsync(id, detail.Result, detail.Problem, cancellation);
        }

        foreach (var judge in context.Panel.Judges)
        {
            await Parallel.ForEachAsync(
                await context.Store.GetUnjudgedAsync(context.Run.Id, judge.Id, cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation },
                async (id, token) =>
                {
                    var detail = await DetailAsync(id, token);
                    await context.Panel.JudgeAsync(id, detail.Result, detail.Problem, VariantOf(detail), token);
                });
        }
    }

    private async Task GenerateAsync(CancellationToken cancellation)
    {
        var problems = (await context.Store.GetProblemsAsync(context.Run.Id, cancellation)).ToDictionary(p => p.Hash);
        var variants = context.Run.Variants.ToDictionary(v => v.Name);
        await Parallel.ForEachAsync(
            await context.Store.GetMissingCellsAsync(context.Run.Id, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation },
            async (cell, token) => await CompleteAsync(variants[cell.Variant], problems[cell.ProblemHash], token));
    }

    private async Task CompleteAsync(RunVariant variant, RunProblem problem, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _worker.CompleteAsync(variant, problem, cancellation);
                return;
            }
            catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Cut && attempt < TriesPerCell)
            {
                // Nothing of a cut stream was stored: the same seed gives the same solution again.
            }
        }
    }

    private async Task<CellDetail> DetailAsync(long id, CancellationToken cancellation) =>
        await context.Store.GetDetailAsync(context.Run.Id, id, cancellation)
            ?? throw new InvalidOperationException($"result {id} is not of run {context.Run.Id}");

    private string VariantOf(CellDetail detail) =>
        context.Run.Variants.First(v => v.Fingerprint == detail.Result.Key.VariantHash).Name;
}
