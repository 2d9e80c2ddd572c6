using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges.Rules;
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
    private const int MostDeaths = 5;

    private readonly CellWorker _worker = new(context);
    private readonly Dictionary<string, VariantRoute> _routes = context.Run.Variants.ToDictionary(v => v.Name, context.RouteOf);
    private readonly ServerPause _pause = new(context);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="GenerationFailedException">A source refuses or fails; the run is stored as failed with the reason.</exception>
    /// <exception cref="RunRefusedException">A source states something else than before; stored likewise.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what is stored stays, and whoever stopped it says whether it is cancelled.</exception>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        try
        {
            await RepairAsync(cancellation);
            if (!context.Run.Imported)
            {
                await GenerateAsync(cancellation);
                await PausingAsync(
                    async () =>
                    {
                        await new DivergencePass(context.Run, context.Store, context.Server)
                        {
                            Report = (done, all) => context.Monitor.Say($"divergence: {done} of {all} solutions compared"),
                        }.RunAsync(cancellation);
                        return true;
                    },
                    cancellation);
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
                new ParallelOptions { MaxDegreeOfParallelism = context.Parallelism ?? JudgedAtOnce, CancellationToken = cancellation },
                async (id, token) =>
                {
                    var detail = await DetailAsync(id, token);
                    await context.Panel.JudgeAsync(id, detail.Result, detail.Problem, VariantOf(detail), token);
                });
        }
    }

    // Group by group, the reference first; a repeat while what it repeats is in memory and nothing else is in flight.
    private async Task GenerateAsync(CancellationToken cancellation)
    {
        var missing = (await context.Store.GetMissingCellsAsync(context.Run.Id, cancellation)).Select(c => c.Variant).ToHashSet();
        var needed = context.Run.Variants.Where(v => missing.Contains(v.Name)).Select(v => v.Facts.RepeatOf ?? v.Name).ToHashSet();
        var waiting = context.Run.Variants.Where(v => needed.Contains(v.Name)).OrderByDescending(v => v.IsReference).Select(v => v.Name).ToList();
        while (waiting.Count > 0)
        {
            var group = await PausingAsync(() => _pause.Groups.NextAsync([.. waiting.Select(name => _routes[name])], cancellation), cancellation);
            await GenerateAsync([.. group.Select(r => r.Variant.Name)], cancellation);
            waiting.RemoveAll(name => group.Any(r => r.Variant.Name == name));
            if (waiting.Count > 0)
            {
                await _pause.Groups.UnloadAsync(cancellation);
            }
        }

        await _pause.Groups.UnloadAsync(cancellation);
    }

    // For work that does only what is missing: a server that dies under it is waited for, but not for ever the same way.
    private async Task<T> PausingAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (GenerationFailedException fault)
                when (fault.Fault is GenerationFault.Unavailable or GenerationFault.Cut && attempt < MostDeaths)
            {
                await _pause.WaitAsync(context.Server, [], cancellation);
            }
        }
    }

    private async Task GenerateAsync(IReadOnlyList<string> group, CancellationToken cancellation)
    {
        await IdentifyAsync(group, cancellation);
        await new PhaseRunner(context, _pause, [.. group.Select(name => _routes[name])]).RunAsync(oneAtATime: false, cancellation);
        foreach (var repeat in context.Run.Variants.Where(v => v.Facts.RepeatOf is { } name && group.Contains(name)).Select(v => v.Name))
        {
            await IdentifyAsync([repeat], cancellation);
            await new PhaseRunner(context, _pause, [_routes[repeat]]).RunAsync(_routes[repeat].Variant.Facts.BatchShape == Repeat.Alone, cancellation);
        }
    }

    // A variant that was not in memory when the run was planned states its fingerprint now.
    private async Task IdentifyAsync(IReadOnlyList<string> group, CancellationToken cancellation)
    {
        foreach (var route in group.Select(name => _routes[name]).Where(r => r.Variant.Fingerprint is null))
        {
            var probe = new GenerationRequest { Variant = route.AskedName, Prompt = "1", MaxTokens = 1 };
            var started = await route.Source.GenerateAsync(probe, cancellation).OfType<GenerationStarted>().FirstAsync(cancellation);
            var facts = route.Variant.Facts with { WeightsSha256 = started.WeightsSha256 };
            var variant = route.Variant with { Fingerprint = route.HashOf(started.Fingerprint), Facts = facts };
            await context.Store.SetVariantAsync(context.Run.Id, variant, cancellation);
            _routes[variant.Name] = route with { Variant = variant };
        }
    }

    private async Task<CellDetail> DetailAsync(long id, CancellationToken cancellation) =>
        await context.Store.GetDetailAsync(context.Run.Id, id, cancellation)
            ?? throw new InvalidOperationException($"result {id} is not of run {context.Run.Id}");

    private string VariantOf(CellDetail detail) =>
        _routes.Values.First(r => r.Variant.Fingerprint == detail.Result.Key.VariantHash).Variant.Name;
}
