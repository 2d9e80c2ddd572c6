using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>Divergence beside the judges' first wrong step. The reference solves all three problems, the variant the last.</summary>
public sealed class DivergenceReportTests
{
    [Fact]
    public async Task Divergence_is_a_mean_over_tokens_and_flips_are_set_beside_the_first_wrong_step()
    {
        await using var stored = await StoreAsync();
        await DivergeAsync(stored, problem: 0, tokens: 10, mean: 0.1, flipStep: 2);
        await DivergeAsync(stored, problem: 1, tokens: 20, mean: 0.25, flipStep: 1);
        await DivergeAsync(stored, problem: 2, tokens: 10, mean: 0, flipStep: null);

        var report = await stored.BuildAsync();

        var divergence = report.Variants[1].Divergence.ShouldNotBeNull();
        (divergence.Solutions, divergence.Tokens).ShouldBe((3, 40));
        divergence.MeanKl.Value.ShouldNotBeNull().ShouldBe(0.15, 1e-9);
        (divergence.WithoutFlip.Successes, divergence.WithoutFlip.Trials).ShouldBe((1, 3));
        divergence.BySteps.Select(s => (s.Step, s.Solutions, Math.Round(s.MeanKl, 6))).ShouldBe([(1, 3, Math.Round(0.35 / 3, 6))]);
        var agreement = divergence.Agreement.ShouldNotBeNull();
        (agreement.Same.Successes, agreement.Same.Trials, agreement.ChancePercent, agreement.WithoutFlip).ShouldBe((1, 2, 50, 0));
        report.Failures.Where(f => f.Variant == "m-Q2").Select(f => f.FlipStep).ShouldBe([2, 1]);
        report.DivergenceNote.ShouldStartWith("The reference's own solutions were given");
    }

    [Fact]
    public async Task Where_there_is_none_the_report_says_why()
    {
        await using var stored = await StoreAsync();
        await stored.Store.SetDivergenceGapsAsync("run-1", [new DivergenceGap("m-Q2", "its vocabulary is another")]);

        var report = await stored.BuildAsync();

        report.Variants[1].Divergence.ShouldBeNull();
        report.DivergenceNote.ShouldBe("Divergence was not asked for: quantgrpc-eval run --divergence measures it. m-Q2: its vocabulary is another.");
    }

    // The judge finds step 2 wrong in both failures.
    private static async Task<StoredReport> StoreAsync()
    {
        var stored = await StoredReport.CreateAsync(3, ["F16", "Q2"], ["judge-a"]);
        await stored.AddAsync("F16", "RRR");
        await stored.AddAsync(new Given("Q2", 0, 'W') { Step = 2 }, new Given("Q2", 1, 'W') { Step = 2 }, new Given("Q2", 2, 'R'));
        return stored;
    }

    private static Task<bool> DivergeAsync(StoredReport stored, int problem, int tokens, double mean, int? flipStep) =>
        stored.Store.AddDivergenceAsync(stored.Result("F16", problem), "fp-Q2", new SolutionDivergence
        {
            Tokens = tokens,
            MeanKl = mean,
            MaxKl = 1,
            Flips = flipStep is null ? 0 : 1,
            FirstFlipToken = flipStep is null ? null : 3,
            FirstFlipStep = flipStep,
            KlByStep = [new StepDivergence(null, 1, 0), new StepDivergence(1, tokens - 1, mean)],
        });
}
