using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class StepAgreementTests
{
    // Of 24 ways to deal four different steps out one agrees everywhere.
    [Fact]
    public void Full_agreement_has_the_exact_p_but_for_chance()
    {
        var agreement = StepAgreement.Of([1, 2, 3, 4], [1, 2, 3, 4], new Exchange(new Random(1)));

        agreement.Same.ShouldBe(new Proportion(4, 4));
        agreement.Chance.ShouldBe(0.25, 1e-12);
        agreement.P.ShouldBe(1 / 24.0, 0.008);
    }

    // Landis and Koch's way of counting chance: 3/5 and 2/5 of step 1, 2/5 and 3/5 of step 2.
    [Fact]
    public void Chance_is_the_product_of_both_distributions() =>
        StepAgreement.Of([1, 1, 1, 2, 2], [1, 2, 2, 2, 1], new Exchange(new Random(1))).Chance.ShouldBe((0.6 * 0.4) + (0.4 * 0.6), 1e-12);

    [Fact]
    public void Where_all_steps_are_one_nothing_is_shown()
    {
        var agreement = StepAgreement.Of([1, 1, 1], [1, 1, 1], new Exchange(new Random(1)));

        (agreement.Chance, agreement.P).ShouldBe((1, 1));
    }

    [Fact]
    public void Other_problems_are_refused() => Should.Throw<ArgumentException>(() => StepAgreement.Of([1], [], new Exchange(new Random(1))));
}
