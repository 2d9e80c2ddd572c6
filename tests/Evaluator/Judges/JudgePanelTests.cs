using QuantGrpc.Evaluator.Judges;

namespace QuantGrpc.Tests.Evaluator.Judges;

public sealed class JudgePanelTests
{
    [Fact]
    public void One_judges_verdict_stands_and_is_marked()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError)]);

        panel.Vote.OneJudge.ShouldBeTrue();
        panel.Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(2);
    }

    [Fact]
    public void Two_of_three_agree_on_step_and_type()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError), Valid(3, ErrorType.FormulaRuleError), Valid(2, ErrorType.ComputationalError)]);

        panel.Located.ShouldNotBeNull().Type.ShouldBe(ErrorType.ComputationalError);
        panel.Vote.TypeAgreed.ShouldBeTrue();
        panel.Vote.Agreeing.ShouldBe(2);
    }

    [Fact]
    public void Who_agrees_on_the_step_alone_gives_the_step_alone()
    {
        var panel = JudgePanel.Vote([Valid(2, ErrorType.ComputationalError), Valid(2, ErrorType.FormulaRuleError)]);

        panel.Located.ShouldNotBeNull().FirstErrorStep.ShouldBe(2);
        panel.Vote.TypeAgreed.ShouldBeFalse();
    }

    [Fact]
    public void A_tie_and_a_vote_beside_invalid_ones_decide_nothing()
    {
        JudgePanel.Vote([Valid(1, ErrorType.ComputationalError), Valid(2, ErrorType.ComputationalError)]).Located.ShouldBeNull();
        JudgePanel.Vote([Valid(1, ErrorType.ComputationalError), Invalid()]).Located.ShouldBeNull();
    }

    [Theory]
    [InlineData("variant:F16", "F16", null)]
    [InlineData("variant:F16,prompt=minimath", "F16", "minimath")]
    public void A_judge_is_named_by_variant_and_prompt(string text, string variant, string? prompt)
    {
        var spec = JudgeSpec.Parse(text);

        spec.Variant.ShouldBe(variant);
        spec.Prompt.ShouldBe(prompt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("variant:")]
    [InlineData("openai:http://127.0.0.1:8000/v1")]
    [InlineData("openai:ftp://host#m")]
    [InlineData("variant:F16,prompt=other")]
    public void Another_name_is_refused_with_what_is_allowed(string text) =>
        Should.Throw<JudgeException>(() => JudgeSpec.Parse(text)).Message.ShouldContain("allowed is rule, variant:ID or openai:URL#MODEL");

    private static JudgeVerdict Valid(int step, ErrorType type) => Invalid() with
    {
        Kind = VerdictKind.Valid, Located = new Located { FirstErrorStep = step, Type = type, AllTypes = [type] },
    };

    private static JudgeVerdict Invalid() => new() { Judge = "j", Kind = VerdictKind.Invalid, InputHash = "h" };
}
