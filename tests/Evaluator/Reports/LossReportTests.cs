using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>Losses in a report. R is right, W wrong, U ungradable, a letter a problem.</summary>
public sealed class LossReportTests
{
    [Fact]
    public async Task A_loss_stands_in_points_and_in_percent_of_the_reference_with_intervals()
    {
        var loss = await LossAsync("RRRRRRRRRRRRRRRRWWWW", "RRRRRRRRRRRRWWWWRRWW");

        (loss.Points, loss.OfReference?.Value).ShouldBe((10, 12.5));
        var bootstrap = loss.Bootstrap.ShouldNotBeNull();
        bootstrap.Value.ShouldBe(10);
        bootstrap.Low.ShouldNotBeNull().ShouldBeInRange(-25, 0);
        bootstrap.High.ShouldNotBeNull().ShouldBeInRange(20, 40);
        loss.OfReference.ShouldNotBeNull().High.ShouldNotBeNull().ShouldBeGreaterThan(bootstrap.High.Value);
        loss.SmallestDetectable.ShouldBe(100 * SmallestDetectable.Of(20, 0.3));
    }

    [Fact]
    public async Task Verdicts_at_every_acceptable_loss_turn_once_and_hold_the_reports_own()
    {
        var loss = await LossAsync(new string('R', 100), new string('R', 95) + "WWWWW", acceptable: 3.3);

        loss.Verdicts.Count.ShouldBe(82);
        loss.Verdicts.Select(v => v.Loss).ShouldBeInOrder();
        loss.Verdicts.Single(v => v.Loss.Equals(3.3)).ShouldBe(new VerdictAtModel(3.3, loss.Verdict.ShouldNotBeNull(), loss.ProblemsToDecide));
        loss.Verdicts[0].Verdict.ShouldBe("loses");
        loss.Verdicts.Select(v => Rank(v.Verdict)).ShouldBeInOrder();
        loss.Verdicts.First(v => v.Verdict == "may ship").Loss.ShouldBe(loss.PassesAt.ShouldNotBeNull(), 0.25);
    }

    [Fact]
    public async Task An_unfinished_run_has_no_verdict_at_any_loss() =>
        (await LossAsync("RRRR", "RRWW", state: RunState.Cancelled)).Verdicts.ShouldBeEmpty();

    [Fact]
    public async Task A_verdict_that_hangs_on_ungradable_answers_says_so_at_those_losses_alone()
    {
        var loss = await LossAsync(new string('R', 100), new string('R', 90) + "UUUUUUUUUU", acceptable: 5);

        loss.Verdict.ShouldBe("undecided: it hangs on ungradable answers");
        loss.Verdicts[^1].ShouldBe(new VerdictAtModel(20, "may ship", null));
    }

    // Ten problems of two samples: each problem's share is lost as a whole.
    [Fact]
    public async Task With_several_samples_the_problem_is_the_unit()
    {
        await using var stored = await StoredReport.CreateAsync(10, ["F16", "Q2"], [], samples: 2);
        await stored.AddAsync("F16", "RRRRRRRRRR");
        await stored.AddAsync("F16", "RRRRRRRRRR", sample: 1);
        await stored.AddAsync("Q2", "WWRRRRRRRR");
        await stored.AddAsync("Q2", "WWRRRRRRRR", sample: 1);

        var variant = (await stored.BuildAsync()).Variants[1];

        var loss = variant.Loss.ShouldNotBeNull();
        (loss.Points, loss.Lost, loss.Pairs).ShouldBe((20, 4, 20));
        double[] right = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        loss.McNemar.ShouldBe(new PairedScores(right, [0, 0, 1, 1, 1, 1, 1, 1, 1, 1], 2).P());
        (loss.Low, loss.High).ShouldBe((loss.Bootstrap.ShouldNotBeNull().Low.ShouldNotBeNull(), loss.Bootstrap.High.ShouldNotBeNull()));
        variant.Accuracy.Low.ShouldBeLessThan(100 * new Proportion(8, 10).Wilson().Low);
    }

    [Fact]
    public async Task The_reference_run_again_is_the_noise_floor_and_in_no_table()
    {
        await using var stored = await StoredReport.CreateAsync(8, ["F16", "F16 again", "Q2"], []);
        await stored.AddAsync("F16", "RRRRWWRR");
        await stored.AddAsync("F16 again", "RRRWRWRR");
        await stored.AddAsync("Q2", "WWRRRRRR");

        var report = await stored.BuildAsync();

        report.Variants.Select(v => v.Id).ShouldBe(["m-F16", "m-Q2"]);
        var floor = report.NoiseFloor.ShouldNotBeNull();
        (floor.Variant, floor.Lost, floor.Gained, floor.Flips.Successes, floor.Loss.Value).ShouldBe(("m-F16 again", 1, 1, 2, 0.0));
        var loss = report.Variants[1].Loss.ShouldNotBeNull();
        loss.FlipsBeyondNoise.ShouldNotBeNull().Value.ShouldBe(25); // four of eight problems turned, less two
        loss.Holm.ShouldBe(loss.McNemar);
        report.Failures.ShouldNotContain(f => f.Variant == "m-F16 again");
    }

    private static int Rank(string verdict) => verdict switch { "loses" => 0, "may ship" => 2, _ => 1 };

    private static async Task<LossModel> LossAsync(string reference, string variant, double acceptable = 2, RunState state = RunState.Complete)
    {
        await using var stored = await StoredReport.CreateAsync(reference.Length, ["F16", "Q2"], []);
        await stored.AddAsync("F16", reference);
        await stored.AddAsync("Q2", variant);
        return (await stored.BuildAsync(acceptable, state)).Variants[1].Loss.ShouldNotBeNull();
    }
}
