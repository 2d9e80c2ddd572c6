using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Divergence_is_missing_where_the_reference_has_a_solution_until_it_is_stored()
    {
        var reference = await WithReferenceAsync();

        (await Store.GetMissingDivergencesAsync("run-1")).ShouldBe([new MissingDivergence { ReferenceResultId = reference, Variant = "m-Q2_K" }]);
        (await Store.AddDivergenceAsync(reference, "fp-Q2_K", Divergence(0.5))).ShouldBeTrue();
        (await Store.AddDivergenceAsync(reference, "fp-Q2_K", Divergence(0.7))).ShouldBeFalse();

        (await Store.GetMissingDivergencesAsync("run-1")).ShouldBeEmpty();
        var stored = (await Store.ListDivergencesAsync("run-1")).ShouldHaveSingleItem();
        (stored.Variant, stored.ProblemPosition, stored.MeanKl, stored.FirstFlipStep).ShouldBe(("m-Q2_K", 1, 0.5, 2));
        stored.KlByStep.ShouldBe([new StepDivergence(null, 1, 0), new StepDivergence(1, 2, 0.75)]);
    }

    [Fact]
    public async Task Divergence_of_a_changed_variant_is_missing_again()
    {
        var reference = await WithReferenceAsync();
        await Store.AddDivergenceAsync(reference, "fp-Q2_K", Divergence(0.5));

        await Store.SetVariantAsync("run-1", StoreSamples.Run().Variants[1] with { Fingerprint = "fp-new" });

        (await Store.GetMissingDivergencesAsync("run-1")).ShouldHaveSingleItem();
        (await Store.ListDivergencesAsync("run-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gaps_of_divergence_are_replaced_and_asking_is_kept()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        await Store.SetDivergenceGapsAsync("run-1", [new DivergenceGap("m-Q2_K", "old")]);
        await Store.SetDivergenceGapsAsync("run-1", [new DivergenceGap("m-Q2_K", "new")]);

        await Store.AskDivergenceAsync("run-1");

        (await Store.ListDivergenceGapsAsync("run-1")).ShouldBe([new DivergenceGap("m-Q2_K", "new")]);
        (await Store.GetRunAsync("run-1")).ShouldNotBeNull().Divergence.ShouldBeTrue();
    }

    private async Task<long> WithReferenceAsync()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        return (await Store.AddResultAsync(StoreSamples.Result("F16", 1))).ResultId;
    }

    private static SolutionDivergence Divergence(double mean) => new()
    {
        Tokens = 3,
        MeanKl = mean,
        MaxKl = 1,
        Flips = 1,
        FirstFlipToken = 2,
        FirstFlipStep = 2,
        KlByStep = [new StepDivergence(null, 1, 0), new StepDivergence(1, 2, 0.75)],
    };
}
