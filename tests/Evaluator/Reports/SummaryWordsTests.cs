using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>The first screen's sentences.</summary>
public sealed class SummaryWordsTests
{
    // Twelve new computing errors among forty problems.
    [Fact]
    public async Task What_breaks_is_the_largest_change_that_is_sure()
    {
        await using var stored = await StoreAsync(failures: 12);

        var summary = (await stored.BuildAsync()).Summary;

        summary[0].ShouldBe("With an acceptable loss of 2 points: may ship: none; loses: m-Q2; undecided: none.");
        summary[1].ShouldStartWith("The reference m-F16 solves 100.0 % of 40 problems");
        summary[2].ShouldStartWith("What breaks most is numerical computation, in m-Q2: 30.0 first errors per 100 problems, 30.0 more than the reference");
        summary[2].ShouldContain("Of the types of error it is computational error, in m-Q2");
    }

    [Fact]
    public async Task Nothing_shown_is_no_sign_of_safety()
    {
        await using var stored = await StoreAsync(failures: 2);

        var summary = (await stored.BuildAsync()).Summary;

        summary[2].ShouldStartWith("No capability and no type of error is shown to break");
        summary[2].ShouldEndWith("That is no sign that nothing does.");
        summary[3].ShouldContain("m-Q2: undecided. It loses 5.0 points");
        summary[3].ShouldContain("it would pass at");
        summary[3].ShouldContain("problems would decide");
        summary[3].ShouldContain("so many problems as these show a loss from");
    }

    [Fact]
    public async Task An_unfinished_run_says_nothing_of_what_breaks()
    {
        await using var stored = await StoreAsync(failures: 12);

        (await stored.BuildAsync(state: RunState.Cancelled)).Summary.ShouldHaveSingleItem().ShouldStartWith("The reference m-F16 solves");
    }

    private static async Task<StoredReport> StoreAsync(int failures)
    {
        var stored = await StoredReport.CreateAsync(40, ["F16", "Q2"], ["judge-a"]);
        await stored.AddAsync("F16", new string('R', 40));
        await stored.AddAsync([.. Enumerable.Range(0, 40).Select(p => p < failures ? new Given("Q2", p, 'W') { Step = 1 } : new Given("Q2", p, 'R'))]);
        return stored;
    }
}
