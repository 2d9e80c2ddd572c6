using QuantGrpc.Bench.Soak;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>A short form of <c>make soak</c>.</summary>
public sealed class SoakTests
{
    [Fact]
    public async Task A_short_soak_leaves_nothing_behind()
    {
        var plan = new SoakPlan
        {
            Duration = TimeSpan.FromSeconds(5), Round = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(2), Callers = 16, Problems = 6, Seed = 3,
        };
        await using var server = await SoakServer.StartAsync();

        var outcome = await new SoakRun(plan, _ => { }).RunAsync(server, TestContext.Current.CancellationToken);

        outcome.Calls.Faults.Concat(outcome.LoggedErrors).ShouldBeEmpty();
        SoakVerdict.Of(outcome).Where(line => !line.Holds).ShouldBeEmpty();
        outcome.Calls.Count.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-2)]
    public void A_trend_is_the_slope_of_its_samples(double slope)
    {
        var samples = Enumerable.Range(0, 5).Select(i => Sample(i, 1000 + (i * slope))).ToList();

        var trend = Trend.Of(samples, s => s.Process.Anonymous / 100.0);

        trend.PerMinute.ShouldBe(slope, 1e-9);
        trend.Error.ShouldNotBeNull().ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Memory_that_rises_for_long_is_not_forgiven()
    {
        var outcome = new SoakOutcome
        {
            Samples = [.. Enumerable.Range(0, 30).Select(i => Sample(i, (200 + (2 * i)) * 1024 * 1024 / 100.0))],
            Calls = new CallTally(), Probes = 1, Unloads = 1, LoggedErrors = [], ExitCode = 0,
        };

        SoakVerdict.Of(outcome).Where(line => !line.Holds).Select(line => line.What)
            .ShouldBe(["floor of anonymous memory in the first and last third, MiB", "its slope, MiB a minute"]);
    }

    private static SoakSample Sample(int minute, double hundreds) =>
        new(TimeSpan.FromMinutes(minute), default, new ProcessState(100, 20, 0, 0, (long)(hundreds * 100)));
}
