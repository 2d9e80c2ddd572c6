namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>Tokens, cuts and several samples in a report.</summary>
public sealed class SamplesAndCostReportTests
{
    [Fact]
    public async Task Tokens_are_compared_on_the_same_problems()
    {
        await using var stored = await StoredReport.CreateAsync(3, ["F16", "Q2"], []);
        await stored.AddAsync(new Given("F16", 0, 'R') { Tokens = 10 }, new Given("F16", 1, 'R') { Tokens = 30 }, new Given("F16", 2, 'R') { Tokens = 1000 });
        await stored.AddAsync(new Given("Q2", 0, 'R') { Tokens = 20, Truncated = true }, new Given("Q2", 1, 'R') { Tokens = 40 });

        var variant = (await stored.BuildAsync(state: QuantGrpc.Evaluator.Storage.RunState.Cancelled)).Variants[1];

        variant.TokenInflation.ShouldNotBeNull().Value.ShouldNotBeNull().ShouldBe(150, 1e-9);
        (variant.TruncatedShare?.Successes, variant.TruncatedShare?.Trials, variant.TruncatedDifference?.Points).ShouldBe((1, 2, 50));
        (variant.Cost?.GeneratedTokens, variant.Cost?.DecodeSeconds).ShouldBe((60, 3));
    }

    [Fact]
    public async Task Tokens_that_an_endpoint_does_not_tell_are_absent()
    {
        await using var stored = await StoredReport.CreateAsync(1, ["F16", "Q2"], []);
        await stored.AddAsync(new Given("F16", 0, 'R'), new Given("Q2", 0, 'R') { Tokens = 0 });

        var variant = (await stored.BuildAsync()).Variants[1];

        (variant.TokenInflation, variant.Cost?.GeneratedTokens).ShouldBe((null, null));
    }

    // Two of three right, and one of three with two equal wrong answers: a draw of two holds a right one always, and in two of three cases.
    [Fact]
    public async Task Pass_and_majority_are_means_over_problems()
    {
        await using var stored = await StoredReport.CreateAsync(2, ["F16"], [], samples: 3);
        await stored.AddAsync("F16", "RW");
        await stored.AddAsync("F16", "RW", sample: 1);
        await stored.AddAsync("F16", "WR", sample: 2);

        var sampled = (await stored.BuildAsync()).Variants[0].Sampled.ShouldNotBeNull();

        sampled.Pass.Select(p => (p.K, Math.Round(p.Percent.Value ?? 0, 6))).ShouldBe([(1, 50), (2, 83.333333), (3, 100)]);
        sampled.Majority.Select(p => (p.K, Math.Round(p.Percent.Value ?? 0, 6))).ShouldBe([(1, 50), (2, 50), (3, 50)]);
        sampled.Problems.ShouldBe(2);
    }

    [Fact]
    public async Task One_sample_has_no_such_figures()
    {
        await using var stored = await StoredReport.CreateAsync(1, ["F16"], []);
        await stored.AddAsync("F16", "R");

        (await stored.BuildAsync()).Variants[0].Sampled.ShouldBeNull();
    }
}
