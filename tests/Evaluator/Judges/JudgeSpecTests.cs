using QuantGrpc.Evaluator.Judges;

namespace QuantGrpc.Tests.Evaluator.Judges;

public sealed class JudgeSpecTests
{
    [Theory]
    [InlineData("variant:F16", "F16", null)]
    [InlineData("variant:F16,prompt=minimath", "F16", "minimath")]
    [InlineData("variant:F16,weight=2,prompt=critique", "F16", "critique")]
    public void A_judge_is_named_by_variant_and_prompt(string text, string variant, string? prompt)
    {
        var spec = JudgeSpec.Parse(text);

        spec.Variant.ShouldBe(variant);
        spec.Prompt.ShouldBe(prompt);
    }

    [Fact]
    public void Temperature_seed_and_weight_stand_behind_a_judge()
    {
        var options = JudgeSpec.Parse("openai:http://127.0.0.1:8000/v1#a,b/c,temperature=0.7,seed=2,weight=1.5").Options;

        options.Name.ShouldBe("openai:http://127.0.0.1:8000/v1#a,b/c");
        options.Sampling.ShouldBe(new JudgeSampling(0.7, 2));
        options.Weight.ShouldBe(1.5);
        JudgeSpec.Parse("rule,weight=3").IsRule.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("variant:")]
    [InlineData("variant")]
    [InlineData("openai:http://127.0.0.1:8000/v1")]
    [InlineData("openai:ftp://host#m")]
    [InlineData("variant:F16,prompt=other")]
    [InlineData("rule,prompt=critique")]
    public void Another_name_is_refused_with_what_is_allowed(string text) =>
        Should.Throw<JudgeException>(() => JudgeSpec.Parse(text)).Message.ShouldContain("allowed is rule, variant:ID or openai:URL#MODEL");

    [Theory]
    [InlineData("variant:F16,weight=0", "weight=0; allowed is a number above 0")]
    [InlineData("variant:F16,weight=NaN", "weight=NaN")]
    [InlineData("variant:F16,temperature=3", "at most 2")]
    [InlineData("variant:F16,seed=2", "with a temperature beside it")]
    [InlineData("variant:F16,temperature=1,seed=-1", "seed=-1")]
    [InlineData("variant:F16,weight=1,weight=2", "weight stands twice")]
    [InlineData("variant:F16,weigth=2", "there is no option weigth")]
    public void An_option_out_of_range_is_refused_by_name(string text, string told) =>
        Should.Throw<JudgeException>(() => JudgeSpec.Parse(text)).Message.ShouldContain(told);
}
