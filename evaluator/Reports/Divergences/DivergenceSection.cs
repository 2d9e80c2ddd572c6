using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Divergences;

/// <summary>How far each variant is from the reference on the reference's own solutions, and whether that foretells where it goes wrong.</summary>
internal sealed class DivergenceSection(RunTable table, IReadOnlyList<StoredDivergence> stored)
{
    // The mean of fewer solutions is one solution's whim; a run of fewer shows what it has.
    private const int FewestAtStep = 5;

    private readonly ILookup<string, StoredDivergence> _byVariant = stored.ToLookup(d => d.Variant);

    /// <summary>What it is, or why there is none.</summary>
    public string Note(IReadOnlyList<DivergenceGap> gaps) => string.Join(' ',
    [
        stored.Count > 0
            ? "The reference's own solutions were given to each variant token by token, and nothing was sampled: KL(reference ‖ variant) in nats over the whole vocabulary. "
                + "A flip is a token at which the variant would have gone on otherwise. Its step is one of the reference's solution, the judges' first wrong step one of the variant's own."
            : table.Run.Divergence ? "No divergence is stored yet." : "Divergence was not asked for: quantgrpc-eval run --divergence measures it.",
        .. gaps.Select(gap => $"{gap.Variant}: {gap.Reason}."),
    ]);

    /// <summary>Null where there is none.</summary>
    public DivergenceModel? Of(string variant)
    {
        var solutions = _byVariant[variant].Where(d => d.Tokens > 0).ToList();
        var problems = solutions.GroupBy(d => d.ProblemPosition).Select(g => g.ToList()).ToList();
        return solutions.Count == 0 ? null : new DivergenceModel
        {
            Solutions = solutions.Count,
            Tokens = solutions.Sum(d => (long)d.Tokens),
            MeanKl = EstimateModel.Of(new RatioOfSums([.. problems.Select(p => p.Sum(d => d.Tokens * d.MeanKl))], [.. problems.Select(p => p.Sum(d => (double)d.Tokens))])
                .WithInterval(Seeded.Chance)),
            WithoutFlip = table.Run.Samples == 1
                ? ShareModel.Of(new Proportion(solutions.Count(HasNoFlip), solutions.Count))
                : ShareModel.Of([.. problems.Select(p => new Proportion(p.Count(HasNoFlip), p.Count))]),
            BySteps = BySteps(solutions),
            Agreement = Agreement(variant, solutions),
        };
    }

    private static bool HasNoFlip(StoredDivergence divergence) => divergence.FirstFlipToken is null;

    private static IReadOnlyList<StepKlModel> BySteps(List<StoredDivergence> solutions) =>
    [
        .. solutions.SelectMany(d => d.KlByStep).Where(s => s.Step is not null).GroupBy(s => s.Step ?? 0).OrderBy(g => g.Key)
            .Select(g => new StepKlModel(g.Key, g.Count(), g.Average(s => s.Mean))).Where(s => s.Solutions >= Math.Min(FewestAtStep, solutions.Count)),
    ];

    // What stands before the first step is its step 0.
    private FlipAgreementModel? Agreement(string variant, List<StoredDivergence> solutions)
    {
        var byReference = solutions.ToDictionary(d => d.ReferenceResultId);
        var lost = table.Pairs(variant).Pairs
            .Where(p => RunTable.IsRight(p.Reference) && p.Variant is { IsFailure: true, FirstErrorStep: not null } && byReference.ContainsKey(p.Reference.ResultId))
            .Select(p => (Flip: byReference[p.Reference.ResultId], Error: p.Variant.FirstErrorStep ?? 0)).ToLookup(p => HasNoFlip(p.Flip));
        var flipped = lost[false].ToList();
        if (flipped.Count == 0)
        {
            return null;
        }

        var agreement = StepAgreement.Of(
            flipped.ConvertAll(p => p.Flip.FirstFlipStep ?? 0), flipped.ConvertAll(p => p.Error),
            new Exchange(Seeded.Chance) { Permutations = Seeded.Permutations(flipped.Count) });
        return new FlipAgreementModel
        {
            Same = ShareModel.Of(agreement.Same),
            ChancePercent = 100 * agreement.Chance,
            P = agreement.P,
            WithoutFlip = lost[true].Count(),
        };
    }
}
