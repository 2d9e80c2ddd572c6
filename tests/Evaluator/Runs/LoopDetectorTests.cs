using CsCheck;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Tests.Evaluator.Runs;

/// <summary>When an output counts as one that repeats itself to its end.</summary>
public sealed class LoopDetectorTests
{
    // No character stands in it twice, so that it has no shorter period.
    private static readonly string Unit = string.Concat(Enumerable.Range(0, 201).Select(i => (char)(0x4E00 + i)));

    [Theory]
    [InlineData(1, 24)]
    [InlineData(5, 5)]
    [InlineData(6, 4)]
    [InlineData(199, 4)]
    [InlineData(200, 4)]
    public void Four_copies_and_24_characters_at_the_end_are_a_loop(int length, int copies) =>
        LoopDetector.EndsInLoop($"Step 1: {Copies(length, copies)}").ShouldBeTrue();

    [Theory]
    [InlineData(1, 23)]
    [InlineData(5, 4)]
    [InlineData(6, 3)]
    [InlineData(200, 3)]
    [InlineData(201, 8)]
    public void Fewer_copies_fewer_characters_and_longer_units_are_none(int length, int copies) =>
        LoopDetector.EndsInLoop($"Step 1: {Copies(length, copies)}").ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("Step 1: $2 + 2 = 4$.\nStep 2: $4 + 2 = 6$.\nStep 3: $6 + 2 = 8$.\nStep 4: $8 + 2 = 10$.")]
    public void A_text_that_goes_on_is_none(string text) => LoopDetector.EndsInLoop(text).ShouldBeFalse();

    [Fact]
    public void A_step_that_comes_again_under_the_next_number_is_a_loop() =>
        LoopDetector.EndsInLoop(string.Concat(Enumerable.Range(8, 5).Select(i => $"Step {i}: Add the sides.\nThe sum is even.\n\n"))).ShouldBeTrue();

    [Fact]
    public void A_loop_that_the_text_left_is_none() => LoopDetector.EndsInLoop($"{Copies(10, 50)} The answer is 4.").ShouldBeFalse();

    [Fact]
    public void The_last_copy_may_be_cut_anywhere() =>
        Enumerable.Range(0, 10).ShouldAllBe(cut => LoopDetector.EndsInLoop(Copies(10, 5).Substring(0, 50 - cut)));

    [Fact]
    public void Whatever_stands_before_it_a_repeated_unit_is_found() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char, 1, 200], Gen.Int[24, 40])
            .Sample((before, unit, copies) => LoopDetector.EndsInLoop(before + string.Concat(Enumerable.Repeat(unit, copies))), iter: 500);

    private static string Copies(int length, int copies) => string.Concat(Enumerable.Repeat(Unit[..length], copies));
}
