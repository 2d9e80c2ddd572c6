using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class GivenSolutionTests
{
    // Tokens 0 | 1 2 | 3 | 4 5 | 6: an opening, a step, a line break, a step, the closing answer.
    private static readonly GivenSolution Solution = new()
    {
        ResultId = 1,
        Prompt = [1, 2],
        Tokens = [10, 11, 12, 13, 14, 15, 16],
        Steps = [Step(1, 1, 3), Step(2, 4, 6)],
        Variants = [],
    };

    [Fact]
    public void A_token_between_two_steps_belongs_to_the_second_and_the_answer_is_the_step_after_the_last() =>
        Enumerable.Range(0, 7).Select(Solution.StepOf).ShouldBe([null, 1, 1, 2, 2, 2, 3]);

    [Fact]
    public void Figures_of_steps_are_means_over_their_own_tokens()
    {
        var compared = Solution.Compared([1, 2, 4, 0, 0, 3, 5], [false, false, false, false, true, false, true]);

        compared.KlByStep.ShouldBe([new StepDivergence(null, 1, 1), new StepDivergence(1, 2, 3), new StepDivergence(2, 3, 1), new StepDivergence(3, 1, 5)]);
        (compared.Tokens, compared.MeanKl, compared.MaxKl, compared.Flips).ShouldBe((7, 15.0 / 7, 5, 2));
        (compared.FirstFlipToken, compared.FirstFlipStep).ShouldBe((4, 2));
    }

    [Fact]
    public void Where_nothing_flips_there_is_no_first_flip()
    {
        var compared = Solution.Compared([0, 0, 0, 0, 0, 0, 0], [.. Enumerable.Repeat(false, 7)]);

        (compared.Flips, compared.FirstFlipToken, compared.FirstFlipStep).ShouldBe((0, null, null));
    }

    private static StoredStep Step(int number, int first, int end) => new() { Number = number, Text = "s", FirstToken = first, EndToken = end };
}
