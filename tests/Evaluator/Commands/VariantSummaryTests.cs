using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class VariantSummaryTests
{
    private static readonly SteppedText Text = new(["Step 1: Add.\n", "Step 2: Multiply.\n", "The answer is $\\boxed{2}$."]);

    [Fact]
    public void First_flips_are_counted_and_their_middle_is_over_those_that_flip()
    {
        var summary = Of([FirstFlip.At(Text, 0), null, FirstFlip.At(Text, 2), FirstFlip.At(Text, 1)]);

        summary.Unflipped.ShouldBe(1);
        summary.MedianFlip.ShouldBe(1);
        summary.MedianStep.ShouldBe(2);
        summary.Flips.OfType<FirstFlip>().Count(f => f.IsClosing).ShouldBe(1);
    }

    [Fact]
    public void An_even_number_of_flips_has_its_middle_between_two() => Of([FirstFlip.At(Text, 0), FirstFlip.At(Text, 1)]).MedianFlip.ShouldBe(0.5);

    [Fact]
    public void Without_a_flip_there_is_no_middle()
    {
        Of([null, null]).MedianFlip.ShouldBeNull();
        Of([null, null]).MedianStep.ShouldBeNull();
    }

    [Fact]
    public void The_error_is_that_of_a_mean_over_solutions()
    {
        // Equally long texts: the standard error of three means 1, 2, 3.
        var summary = Of([null, null, null], Figures(10, 1), Figures(10, 2), Figures(10, 3));

        summary.MeanError.ShouldBe(1 / Math.Sqrt(3), 1e-12);
    }

    [Fact]
    public void One_solution_leaves_only_the_error_over_its_tokens() => Of([null], Figures(10, 2)).MeanError.ShouldBe(0.125);

    private static VariantSummary Of(IReadOnlyList<FirstFlip?> flips, params VariantDivergence[] texts) => VariantSummary.Of(
        "m-Q2_K", Figures(texts.Sum(t => t.Tokens), 2), texts.Length > 0 ? texts : [.. flips.Select(_ => Figures(10, 2))], flips);

    private static VariantDivergence Figures(long tokens, double mean) => new()
    {
        Tokens = tokens, Mean = mean, MeanError = 0.125, Median = 0, P99 = 0, Maximum = 0, SameTopShare = 1, Logprob = 0, Perplexity = 1,
    };
}
