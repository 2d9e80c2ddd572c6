using QuantGrpc.Evaluator.Answers;

namespace QuantGrpc.Tests.Evaluator.Answers;

public sealed class AnswerExtractorTests
{
    [Theory]
    [InlineData("so $x=\\boxed{5}$.", "5", "box")]
    [InlineData("first \\boxed{1}, but then \\boxed{\\frac{1}{2}}.", "\\frac{1}{2}", "box")]
    [InlineData("the roots are \\boxed{1} and \\boxed{2}.", "1, 2", "boxes")]
    [InlineData("\\boxed{a_{1}{b}}", "a_{1}{b}", "box")]
    [InlineData("\\boxed{7}\nThe final answer is 8.", "8", "phrase")]
    [InlineData("A long way.\n#### 42", "42", "phrase")]
    [InlineData("The final answer is $\\frac{3}{4}$. I hope it is correct.", "\\frac{3}{4}", "phrase")]
    [InlineData("Hence the total is $x = 12$.", "12", "weak_formula")]
    [InlineData("That makes 1,024 ways.", "1,024", "weak_number")]
    [InlineData("Final Answer: The final answer is $\\frac{1}{3}$. I hope it is correct. <|im_end|>user", "\\frac{1}{3}", "phrase")]
    [InlineData("Answer $$\n 9 \n$$", "9", "phrase")]
    [InlineData("**Final Answer: 73**", "73", "phrase")]
    [InlineData("The answer is: the most that can be in it is 19.", "19", "phrase")]
    [InlineData("We see that $x <= 2$ holds.", "x <= 2", "weak_formula")]
    [InlineData("It is $3$, $5$ or $7$.", "3, 5, 7", "weak_formula")]
    [InlineData("The size of $f(x)$ is 19.", "19", "weak_number")]
    [InlineData("Of 1,024 take 242, which helps.", "242", "weak_number")]
    [InlineData("This gives $x =$", "x =", "weak_formula")]
    [InlineData("Therefore, \\frac{4}{7}.", "\\frac{4}{7}", "weak_formula")]
    [InlineData("$x_1 = \\boxed{2}$ and $x_2 = \\boxed{3}$", "2, 3", "boxes")]
    public void The_answer_is_found(string text, string answer, string rule) =>
        AnswerExtractor.Extract(text).ShouldBe(new ExtractedAnswer(answer, rule));

    [Theory]
    [InlineData("")]
    [InlineData("No idea.")]
    [InlineData("Step 30: Add.\nStep 31: Add the sides")]
    [InlineData("**Step 31**: Add the sides")]
    [InlineData("4. Add the sides")]
    [InlineData("The answer is $\\boxed{...}$.")]
    [InlineData("Write \\boxed{\\ldots}")]
    public void Where_there_is_none_there_is_none(string text) => AnswerExtractor.Extract(text).ShouldBeNull();

    [Fact]
    public void A_box_that_the_token_limit_cut_is_no_box() => AnswerExtractor.Extract("\\boxed{1} then \\boxed{\\frac{1").ShouldNotBeNull().Text.ShouldBe("1");
}
