using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class ShiftTestTests
{
    // Agresti 2007, An Introduction to Categorical Data Analysis, table 2.5: gender by party, X2 = 30.1 with two degrees of freedom.
    [Fact]
    public void A_dense_table_has_the_published_chi_square()
    {
        var test = ShiftTest.Of([[762, 327, 468], [484, 239, 477]], new Random(1));

        test.ChiSquare.ShouldBe(30.07, 0.005);
        test.DegreesOfFreedom.ShouldBe(2);
        test.Permuted.ShouldBeFalse();
        test.P.ShouldBe(Math.Exp(-test.ChiSquare / 2), 1e-12);
    }

    // Fisher's tea tasting: the two-sided exact p is 34/70, as chi-square orders the tables as Fisher does.
    [Fact]
    public void A_sparse_table_has_the_exact_p_but_for_chance()
    {
        var test = ShiftTest.Of([[3, 1], [1, 3]], new Random(1));

        test.Permuted.ShouldBeTrue();
        test.P.ShouldBe(34.0 / 70, 0.02);
        test.CramersV.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void One_column_cannot_shift() => ShiftTest.Of([[3, 0], [5, 0]], new Random(1)).P.ShouldBe(1);

    // All flips of type lie one way: the two extremes of 2^n exchanges, n of them between types.
    [Fact]
    public void Exchanges_within_problems_give_the_exact_p_but_for_chance()
    {
        var test = ShiftTest.Paired([0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1], new Random(1));

        test.P.ShouldBe(2 / 128.0, 0.004);
    }

    [Fact]
    public void Problems_without_an_error_on_either_side_change_nothing()
    {
        int?[] reference = [0, 0, 1, 2, 0, 1];
        int?[] variant = [1, 0, 2, 2, 1, 1];

        ShiftTest.Paired([.. reference, null, null], [.. variant, null, null], new Random(1)).ChiSquare
            .ShouldBe(ShiftTest.Paired(reference, variant, new Random(1)).ChiSquare, 1e-12);
        ShiftTest.Paired([null], [null], new Random(1)).P.ShouldBe(1);
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
            found += ShiftTest.Paired(reference, variant, chance, 199).P <= 0.05 ? 1 : 0;
        }

        (found / (double)Trials).ShouldBe(0.05, 3 * Math.Sqrt(0.05 * 0.95 / Trials));
    }

    private static int? Draw(Random chance) => chance.Next(5) is var type and < 3 ? type : null;
}
