using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class EnumNamesTests
{
    [Theory]
    [InlineData("both_right")]
    [InlineData("both-right")]
    [InlineData("BOTH_RIGHT")]
    public void A_member_is_found_by_its_name_in_snake_case(string name) => EnumNames.Parse<Flip>("--flip", name).ShouldBe(Flip.BothRight);

    [Fact]
    public void An_option_that_was_not_given_is_none() => EnumNames.Parse<Flip>("--flip", null).ShouldBeNull();

    [Fact]
    public void Another_name_is_refused_with_those_allowed() => Should.Throw<RunRefusedException>(() => EnumNames.Parse<Agreement>("--agreement", "1"))
        .Message.ShouldBe("--agreement 1: allowed is one_judge, unanimous, majority, split");
}
