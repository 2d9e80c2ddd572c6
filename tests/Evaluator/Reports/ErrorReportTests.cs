using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Errors;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>
/// First errors in a report of four problems. The reference fails on the last, computing; the variant on the first (a conclusion that does
/// not follow, and computing), the second (computing) and the last (a wrong formula).
/// </summary>
public sealed class ErrorReportTests
{
    private const string Logic = "logical_reasoning_error";
    private const string Computing = "computational_error";
    private const string Formula = "formula_rule_error";

    [Fact]
    public async Task A_type_is_compared_by_difference_and_ratio_over_all_problems()
    {
        var variant = (await BuildAsync()).Variants[1];

        Counts(variant.Errors).ShouldBe([(Logic, 1), (Formula, 1), (Computing, 1)]);
        var computing = variant.Errors.Single(e => e.Name == Computing);
        var difference = computing.Difference.ShouldNotBeNull();
        (difference.Points, difference.More, difference.Fewer, difference.Pairs).ShouldBe((0, 1, 1, 4));
        (computing.Ratio?.Value, computing.P).ShouldBe((1, 1));
        variant.Errors.Single(e => e.Name == Logic).Ratio.ShouldNotBeNull().Value.ShouldBeNull(); // to nothing in the reference
        computing.ShareOfFailures.ShouldNotBeNull().Trials.ShouldBe(3);
        (computing.RateWhereReferenceRight?.Successes, computing.RateWhereReferenceRight?.Trials).ShouldBe((1, 3));
        computing.ShareWhereReferenceRight.ShouldNotBeNull().Trials.ShouldBe(2);
    }

    [Fact]
    public async Task The_other_order_counts_the_same_errors_under_other_types()
    {
        var variant = (await BuildAsync()).Variants[1];

        Counts(variant.ErrorsInOtherOrder).ShouldBe([(Formula, 1), (Computing, 2)]);
        variant.ErrorsInOtherOrder.Single(e => e.Name == Computing).Ratio.ShouldNotBeNull().Value.ShouldBe(2);
        variant.ErrorsInOtherOrder.Select(e => e.Name).ShouldBe([.. ErrorGroups.OtherOrder, .. ErrorGroups.Others]);
    }

    [Fact]
    public async Task Holm_counts_every_rate_of_a_table()
    {
        var planning = (await BuildAsync()).Variants[1].Capabilities[1];

        (planning.Rate.Successes, planning.Difference?.Points).ShouldBe((2, 50));
        planning.P.ShouldNotBeNull().ShouldBe(0.5, 1e-9);
        planning.Holm.ShouldBe(1);
    }

    // At step 1 all eight solutions are at risk and four go wrong: two are expected of each side, three are the variant's.
    [Fact]
    public async Task The_hazard_is_compared_with_the_references()
    {
        var variant = (await BuildAsync()).Variants[1];

        var test = variant.HazardTest.ShouldNotBeNull();
        (test.Observed, test.Expected, test.Ratio, test.Pairs).ShouldBe((3, 2.0, 3.0, 4));
        test.Holm.ShouldBe(test.P);
        variant.Hazard.ShouldHaveSingleItem().Successes.ShouldBe(3);
        variant.HazardWhereReferenceRight.ShouldHaveSingleItem().Trials.ShouldBe(3);
    }

    [Fact]
    public async Task Shifts_of_types_and_steps_count_the_errors_of_both()
    {
        var report = await BuildAsync();

        var shift = report.Variants[1].TypeShift.ShouldNotBeNull();
        (shift.ReferenceErrors, shift.VariantErrors, shift.DegreesOfFreedom).ShouldBe((1, 3, 2));
        shift.ChiSquare.ShouldBe(4 / 3.0, 1e-9); // one of the reference's and a third of the variant's are computing
        report.Variants[1].StepShift.ShouldNotBeNull().P.ShouldBe(1);
        report.Variants[0].TypeShift.ShouldBeNull();
    }

    [Fact]
    public async Task Equations_are_counted_in_all_outputs_and_compared_on_the_same_problems()
    {
        await using var stored = await StoredReport.CreateAsync(2, ["F16", "Q2"], []);
        await stored.AddAsync(new Given("F16", 0, 'R') { Equations = (10, 1) }, new Given("F16", 1, 'R') { Equations = (10, 0) });
        await stored.AddAsync(new Given("Q2", 0, 'R') { Equations = (5, 1) }, new Given("Q2", 1, 'W') { Equations = (5, 2) });

        var equations = (await stored.BuildAsync()).Variants[1].Equations.ShouldNotBeNull();

        (equations.Checked, equations.Wrong, equations.Outputs, equations.Per100.Value).ShouldBe((10, 3, 2, 30));
        equations.Difference.ShouldNotBeNull().Value.ShouldNotBeNull().ShouldBe(25, 1e-9);
        equations.Ratio.ShouldNotBeNull().Value.ShouldNotBeNull().ShouldBe(6, 1e-9);
    }

    [Fact]
    public async Task Without_counts_there_are_no_equations() => (await BuildAsync()).Variants[1].Equations.ShouldBeNull();

    private static IEnumerable<(string, int)> Counts(IReadOnlyList<ErrorRateModel> errors) => errors.Where(e => e.Rate.Successes > 0).Select(e => (e.Name, e.Rate.Successes));

    private static async Task<ReportModel> BuildAsync()
    {
        await using var stored = await StoredReport.CreateAsync(4, ["F16", "Q2"], ["judge-a"]);
        await stored.AddAsync(new Given("F16", 0, 'R'), new Given("F16", 1, 'R'), new Given("F16", 2, 'R'), new Given("F16", 3, 'W') { Step = 1 });
        await stored.AddAsync(
            new Given("Q2", 0, 'W') { Step = 1, Types = [Logic, Computing] }, new Given("Q2", 1, 'W') { Step = 1 }, new Given("Q2", 2, 'R'),
            new Given("Q2", 3, 'W') { Step = 1, Types = [Formula] });
        return await stored.BuildAsync();
    }
}
