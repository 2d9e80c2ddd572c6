using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// Gives the reference's solutions of a run to its other variants, token by token. Each solution is stored as it is done and never
/// given again; what cannot be given is stored as a gap with the reason.
/// </summary>
internal sealed class DivergencePass(Run run, RunStore store, InferenceClient server)
{
    private const int SolutionsPerCall = 32;

    private readonly Dictionary<string, string> _gaps = [];
    private readonly Dictionary<string, int> _tooLong = [];
    private IReadOnlyList<ServedVariant> _served = [];

    /// <summary>Hears how many solutions are done, and of how many; one counts once, however many variants get it.</summary>
    public Action<int, int> Report { get; init; } = (_, _) => { };

    /// <summary>Gives what is missing, where the run asks for it.</summary>
    /// <exception cref="GenerationFailedException">The server is gone; what is done is stored.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!run.Divergence)
        {
            return;
        }

        var missing = await store.GetMissingDivergencesAsync(run.Id, cancellation);
        if (missing.Count > 0)
        {
            _served = await server.ListVariantsAsync(cancellation);
            FindGaps([.. missing.Select(m => m.Variant).Distinct()]);
            await GiveAsync(missing, cancellation);
        }

        await store.SetDivergenceGapsAsync(run.Id, Gaps(), cancellation);
    }

    private void FindGaps(IReadOnlyList<string> names)
    {
        foreach (var variant in run.Variants.Where(v => names.Contains(v.Name)))
        {
            if (ComparableVariants.ReasonAgainst(_served, run, variant) is { } reason)
            {
                _gaps[variant.Name] = reason;
            }
        }
    }

    // Solutions that lack the same variants share a call.
    private async Task GiveAsync(IReadOnlyList<MissingDivergence> missing, CancellationToken cancellation)
    {
        var solutions = missing.Where(m => !_gaps.ContainsKey(m.Variant)).GroupBy(m => m.ReferenceResultId, m => m.Variant).ToList();
        var done = 0;
        foreach (var alike in solutions.GroupBy(s => string.Join('\n', s)))
        {
            foreach (var some in alike.Chunk(SolutionsPerCall))
            {
                var given = new List<GivenSolution>();
                foreach (var solution in some)
                {
                    given.Add(await ReadAsync(solution.Key, [.. solution], cancellation));
                }

                foreach (var fitting in given.Where(g => g.Variants.Count > 0).GroupBy(g => string.Join('\n', g.Variants)))
                {
                    await GiveAsync([.. fitting], fitting.First().Variants, cancellation);
                }

                done += some.Length;
                Report(done, solutions.Count);
            }
        }
    }

    private async Task<GivenSolution> ReadAsync(long resultId, IReadOnlyList<string> variants, CancellationToken cancellation)
    {
        var detail = await store.GetDetailAsync(run.Id, resultId, cancellation)
            ?? throw new InvalidOperationException($"result {resultId} is not of run {run.Id}");
        var solution = new GivenSolution
        {
            ResultId = resultId,
            Prompt = detail.Result.PromptTokens,
            Tokens = detail.Result.OutputTokens,
            Steps = detail.Result.Steps,
            Variants = [],
        };
        var fitting = variants.ToLookup(name => solution.Length <= ContextOf(name));
        foreach (var name in fitting[false])
        {
            _tooLong[name] = _tooLong.GetValueOrDefault(name) + 1;
        }

        return solution with { Variants = [.. fitting[true]] };
    }

    private async Task GiveAsync(IReadOnlyList<GivenSolution> solutions, IReadOnlyList<string> variants, CancellationToken cancellation)
    {
        foreach (var some in variants.Where(name => !_gaps.ContainsKey(name)).Chunk(DivergenceRequest.MostVariants))
        {
            try
            {
                await CompareAsync(solutions, some, cancellation);
            }
            catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused && some.Length > 1)
            {
                // One of them is at fault, such as a vocabulary of the same size with other words: alone each says so itself.
                foreach (var one in some)
                {
                    await GiveAsync(solutions, [one], cancellation);
                }
            }
            catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused)
            {
                _gaps[some[0]] = fault.Message;
            }
        }
    }

    private async Task CompareAsync(IReadOnlyList<GivenSolution> solutions, IReadOnlyList<string> variants, CancellationToken cancellation)
    {
        var batch = new DivergenceBatch(solutions, variants);
        await foreach (var item in server.CompareScoreAsync(batch.RequestFor(run.Reference?.Name ?? ""), cancellation))
        {
            foreach (var measured in batch.Take(item))
            {
                await store.AddDivergenceAsync(measured.ReferenceResultId, FingerprintOf(measured.Variant), measured.Divergence, cancellation);
            }
        }
    }

    private List<DivergenceGap> Gaps()
    {
        foreach (var (name, count) in _tooLong)
        {
            _gaps.TryAdd(name, $"{count} of the reference's solutions are longer than its context of {ContextOf(name)} tokens");
        }

        return [.. _gaps.Select(gap => new DivergenceGap(gap.Key, gap.Value))];
    }

    private int ContextOf(string name) => _served.First(v => v.Id == name).Context;

    private string FingerprintOf(string name) => run.Variants.First(v => v.Name == name).Fingerprint
        ?? throw new InvalidOperationException($"{name} has no fingerprint");
}
