using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class HazardComparisonTests
{
    // Freireich et al. 1963, remission of leukemia in weeks, a plus where censored; log-rank chi-square 16.79 (Kalbfleisch and Prentice 1980).
    private static readonly SolutionCourse[] Treated =
        Courses("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");

    private static readonly SolutionCourse[] Placebo = Courses("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");

    [Fact]
    public void The_log_rank_test_is_the_published_one()
    {
        var test = new LogRank([.. Treated, .. Placebo]);

        var outcome = test.Of([.. Enumerable.Repeat(0, Treated.Length), .. Enumerable.Repeat(1, Placebo.Length)]);

        outcome.ChiSquare.ShouldBe(16.79, 0.005);
        outcome.Observed.ShouldBe(21);
        outcome.Expected.ShouldBe(10.75, 0.005);
    }

    // The same data, paired as they stand: observed and expected do not know of pairs.
    [Fact]
    public void The_hazard_ratio_is_observed_over_expected_of_both()
    {
        var test = HazardComparison.Paired(Treated, Placebo, Exchange());

        test.HazardRatio.ShouldBe(21 / 10.75 / (9 / 19.25), 0.005);
        test.P.ShouldBeLessThan(0.001);
    }

    [Fact]
    public void The_same_courses_do_not_differ()
    {
        var test = HazardComparison.Paired(Placebo, Placebo, Exchange());

        test.ChiSquare.ShouldBe(0, 1e-9);
        test.P.ShouldBe(1);
    }

    // Six pairs, all later in the reference: of 64 exchanges only that one and its mirror part them so far.
    [Fact]
    public void Exchanges_within_pairs_give_the_exact_p_but_for_chance() =>
        HazardComparison.Paired(Courses("9 9 9 9 9 9"), Courses("1 1 1 1 1 1"), Exchange()).P.ShouldBe(2 / 64.0, 0.006);

    [Fact]
    public void Without_errors_there_is_nothing_to_compare()
    {
        var test = HazardComparison.Paired(Courses("3+ 4+"), Courses("2+ 2+"), Exchange());

        test.P.ShouldBe(1);
        double.IsNaN(test.HazardRatio).ShouldBeTrue();
    }

    [Fact]
    public void Pairs_need_both_sides() =>
        Should.Throw<ArgumentException>(() => HazardComparison.Paired(Treated, [], Exchange())).Message.ShouldContain("21 solutions and the variant 0");

    [Fact]
    public void Samples_of_a_problem_are_exchanged_together() =>
        HazardComparison.Paired(Courses("9 9 9 9 9 9"), Courses("1 1 1 1 1 1"), Exchange() with { Problems = [1, 1, 1, 2, 2, 2] }).P.ShouldBe(0.5, 0.02);

    [Fact]
    public void A_step_has_the_errors_of_those_that_reach_it() =>
        StepHazard.Of([new(3, null), new(3, 1), new(3, 2), new(2, null)]).ShouldBe([new Proportion(1, 4), new Proportion(1, 3), new Proportion(0, 1)]);

    // A solution that reaches its end right leaves the risk after its last step; a step skipped by all has no hazard.
    [Fact]
    public void Step_by_step_the_product_of_what_is_left_is_the_share_that_is_right() =>
        StepHazard.Of(Placebo).Where(p => p.Trials > 0).Aggregate(1.0, (left, p) => left * (1 - p.Share)).ShouldBe(0, 1e-12);

    private static Exchange Exchange() => new(new Random(1));

    private static SolutionCourse[] Courses(string text) => [.. text.Split(' ').Select(word =>
        word.EndsWith('+') ? new SolutionCourse(int.Parse(word[..^1]), null) : new SolutionCourse(int.Parse(word), int.Parse(word)))];
}
