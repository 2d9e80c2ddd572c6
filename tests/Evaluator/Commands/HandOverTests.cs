using QuantGrpc.Evaluator.Commands.Inspection;
using static QuantGrpc.Tests.Evaluator.Commands.LaneSamples;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class HandOverTests
{
    [Fact]
    public void Steps_default_to_one()
    {
        HandOver.Parse("f16:Q2_K").ShouldBe(new HandOver("f16", "Q2_K", 1));
        HandOver.Parse(" f16 : Q2_K : 3 ").ShouldBe(new HandOver("f16", "Q2_K", 3));
    }

    [Theory]
    [InlineData("f16")]
    [InlineData("f16:")]
    [InlineData(":Q2_K")]
    [InlineData("f16:Q2_K:0")]
    [InlineData("f16:Q2_K:-1")]
    [InlineData("f16:Q2_K:99999999999")]
    [InlineData("f16:Q2_K:1:2")]
    public void Other_forms_are_none(string option) => HandOver.Parse(option).ShouldBeNull();

    [Fact]
    public void What_was_handed_over_is_marked_and_where_the_other_leaves_is_counted_from_the_first_token()
    {
        var made = new HandedOver(Wrote("m-f16", "One.", "\n", "Two.", "Three."), Wrote("m-Q2_K", "Zero."), 1, 2, Wrote("m-Q2_K", "Two.", "Four."));

        HandOverView.Plain(made).ShouldBe("⟦One.⟧\nTwo.Four.");
        made.Leaves.ShouldBe(3);
    }

    [Fact]
    public void One_who_writes_the_same_to_the_end_leaves_nowhere() =>
        new HandedOver(Wrote("m-f16", "One.", "Two."), Wrote("m-Q2_K", "Zero."), 1, 1, Wrote("m-Q2_K", "Two.")).Leaves.ShouldBeNull();

    private static Written Wrote(string variant, params string[] texts) => new(variant, [.. texts.Select((text, i) => Generated(i, text))], Ended);
}
