using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class ShiftTestTests
{
    // Agresti 2007, An Introduction to Categorical Data Analysis, table 2.5: gender by party, X2 = 30.1 with two degrees of freedom.
    [Fact]
    public void A_table_has_the_published_chi_square()
    {
        var table = new ContingencyTable(2, 3);
        foreach (var (column, women, men) in new[] { (0, 762, 484), (1, 327, 239), (2, 468, 477) })
        {
            table.Add(0, column, women);
            table.Add(1, column, men);
        }

        table.ChiSquare().ShouldBe(30.07, 0.005);
        table.DegreesOfFreedom.ShouldBe(2);
        table.CramersV().ShouldBe(Math.Sqrt(30.07 / 2757), 1e-4);
    }

    [Fact]
    public void One_column_cannot_shift() => ShiftTest.Paired([0, 0], [0, null], Exchange()).P.ShouldBe(1);

    // Two problems of three samples each that all change: 2^2 exchanges, two of them as extreme; as six problems it would be 2 of 2^6.
    [Fact]
    public void Samples_of_a_problem_are_exchanged_together()
    {
        int?[] reference = [0, 0, 0, 0, 0, 0];
        int?[] variant = [1, 1, 1, 1, 1, 1];

        ShiftTest.Paired(reference, variant, Exchange() with { Problems = [4, 4, 4, 7, 7, 7] }).P.ShouldBe(0.5, 0.02);
        ShiftTest.Paired(reference, variant, Exchange()).P.ShouldBe(2 / 64.0, 0.006);
    }

    // All flips of type lie one way: the two extremes of 2^n exchanges, n of them between types.
    [Fact]
    public void Exchanges_within_problems_give_the_exact_p_but_for_chance()
    {
        var test = ShiftTest.Paired([0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1], Exchange());

        test.P.ShouldBe(2 / 128.0, 0.004);
    }

    [Fact]
    public void Problems_without_an_error_on_either_side_change_nothing()
    {
        int?[] reference = [0, 0, 1, 2, 0, 1];
        int?[] variant = [1, 0, 2, 2, 1, 1];

        ShiftTest.Paired([.. reference, null, null], [.. variant, null, null], Exchange()).ChiSquare
            .ShouldBe(ShiftTest.Paired(reference, variant, Exchange()).ChiSquare, 1e-12);
        ShiftTest.Paired([null], [null], Exchange()).P.ShouldBe(1);
    }

    [Fact]
    public void Without_a_shift_one_test_in_twenty_finds_one()
    {
        var chance = new Random(20260101);
        const int Trials = 150;
        var found = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            int?[] reference = [.. Enumerable.Range(0, 40).Select(_ => Draw(chance))];
            int?[] variant = [.. reference.Select(r => chance.NextDouble() < 0.5 ? r : Draw(chance))];
            found += ShiftTest.Paired(reference, variant, new Exchange(chance) { Permutations = 199 }).P <= 0.05 ? 1 : 0;
        }

        (found / (double)Trials).ShouldBe(0.05, 3 * Math.Sqrt(0.05 * 0.95 / Trials));
    }

    private static Exchange Exchange() => new(new Random(1));

    private static int? Draw(Random chance) => chance.Next(5) is var type and < 3 ? type : null;
}
