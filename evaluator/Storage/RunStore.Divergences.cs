namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Asks for the divergence of a run's variants from its reference: whoever takes the run up brings it.</summary>
    public Task AskDivergenceAsync(string runId, CancellationToken cancellationToken = default) =>
        WriteAsync(writer => writer.Execute("UPDATE runs SET divergence = 1 WHERE id = @RunId", new { RunId = runId }), cancellationToken);

    /// <summary>Solutions of the run's reference that its other variants were not given yet, in order of problem, sample, variant.</summary>
    public Task<IReadOnlyList<MissingDivergence>> GetMissingDivergencesAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<MissingDivergence>("missing_divergences", new { RunId = runId }, cancellationToken);

    /// <summary>Stores a divergence unless its key has one; returns whether it was written.</summary>
    /// <param name="referenceResultId">The reference's result that was given.</param>
    /// <param name="variantHash">Fingerprint of the variant that it was given to.</param>
    /// <param name="divergence">What came out.</param>
    /// <param name="cancellationToken">Ends waiting for the store.</param>
    public Task<bool> AddDivergenceAsync(
        long referenceResultId, string variantHash, SolutionDivergence divergence, CancellationToken cancellationToken = default)
    {
        var row = new
        {
            ResultId = referenceResultId,
            VariantHash = variantHash,
            divergence.Tokens,
            divergence.MeanKl,
            divergence.MaxKl,
            divergence.Flips,
            divergence.FirstFlipToken,
            divergence.FirstFlipStep,
            divergence.KlByStep,
        };
        return InsertAsync("insert_divergence", row, cancellationToken);
    }

    /// <summary>The run's divergences in order of variant, problem, sample; empty where none was asked for.</summary>
    public Task<IReadOnlyList<StoredDivergence>> ListDivergencesAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<StoredDivergence>("divergences", new { RunId = runId }, cancellationToken);

    /// <summary>Replaces what a run's divergences lack by what they lack now.</summary>
    public Task SetDivergenceGapsAsync(string runId, IReadOnlyList<DivergenceGap> gaps, CancellationToken cancellationToken = default) =>
        WriteAsync(
            writer =>
            {
                writer.Execute("DELETE FROM divergence_gaps WHERE run_id = @RunId", new { RunId = runId });
                return writer.Execute(
                    "INSERT INTO divergence_gaps (run_id, variant, reason) VALUES (@RunId, @Variant, @Reason)",
                    gaps.Select(gap => new { RunId = runId, gap.Variant, gap.Reason }));
            },
            cancellationToken);

    /// <summary>What the run's divergences lack, in order of variant.</summary>
    public Task<IReadOnlyList<DivergenceGap>> ListDivergenceGapsAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<DivergenceGap>("divergence_gaps", new { RunId = runId }, cancellationToken);
}
