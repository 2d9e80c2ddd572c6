using QuantGrpc.Evaluator.Commands;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class SteppedTextTests
{
    private static readonly string[] Pieces = ["Step", " 1:", " Add", ".", "\n", "Step", " 2:", " Multiply", ".\n", "The", " answer is $\\boxed{2}$.", ""];

    [Fact]
    public void Tokens_fall_in_steps_and_the_closing_answer_is_the_step_after_the_last() =>
        Enumerable.Range(0, Pieces.Length).Select(i => new SteppedText(Pieces).StepOf(i))
            .ShouldBe([1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3]);

    [Fact]
    public void A_cut_takes_whole_steps_with_the_line_end_behind_them()
    {
        var text = new SteppedText(Pieces);

        text.TokensThrough(1).ShouldBe(5);
        text.TokensThrough(2).ShouldBe(9);
    }

    [Fact]
    public void A_token_that_reaches_into_the_next_step_is_not_handed_over() =>
        new SteppedText(["Step 1: Add", ".\nStep 2:", " Multiply."]).TokensThrough(1).ShouldBe(1);

    [Fact]
    public void The_last_step_is_cut_before_the_token_that_ends_the_text() =>
        new SteppedText(["Step 1: Add", ".", ""]).TokensThrough(1).ShouldBe(2);

    [Fact]
    public void A_token_that_only_begins_a_character_stays_with_what_follows() =>
        new SteppedText(["Step 1: Add.\n", "", "**", "Step 2:** Multiply.\n"]).TokensThrough(1).ShouldBe(1);

    [Fact]
    public void A_text_without_steps_has_none() => new SteppedText([""]).StepOf(0).ShouldBeNull();
}
