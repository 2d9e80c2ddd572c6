using System.Text.Json;
using QuantGrpc.Evaluator.Judges;

namespace QuantGrpc.Tests.Evaluator.Judges;

/// <summary>What counts as a judge's JSON object.</summary>
public sealed class ReplyJsonTests
{
    private const int Longest = 64 * 1024;

    [Theory]
    [InlineData("{\"step\": 2}")]
    [InlineData(" \n{\"step\": 2}\r\n")]
    [InlineData("```json\n{\"step\": 2}\n```")]
    [InlineData("```\n{\"step\": 2}\n```")]
    [InlineData("\n```json\r\n{\n\"step\": 2\n}\r\n```\n\n")]
    public void An_object_is_read_alone_and_in_one_fence(string reply) => ReplyJson.Parse(reply).Field("step", JsonValueKind.Number).Step(3).ShouldBe(2);

    [Theory]
    [InlineData("Here it is:\n```json\n{\"step\": 2}\n```")]
    [InlineData("```json\n{\"step\": 2}\n```\nIt is wrong there.")]
    [InlineData("```json\n{\"step\": 2}\n```\n```json\n{\"step\": 3}\n```")]
    [InlineData("```json {\"step\": 2} ```")]
    [InlineData("```json\n{\"step\": 2}")]
    [InlineData("```json\n[{\"step\": 2}]\n```")]
    [InlineData("```\n```")]
    [InlineData("``````")]
    [InlineData("```")]
    [InlineData("{\"step\": 2} {\"step\": 3}")]
    public void Anything_around_the_object_makes_it_no_verdict(string reply) => Should.Throw<InvalidReplyException>(() => ReplyJson.Parse(reply));

    [Fact]
    public void The_longest_reply_is_read_and_a_longer_one_refused_before_it_is_parsed()
    {
        var longest = $"{{\"reason\": \"{new string('x', Longest - 14)}\"}}";
        longest.Length.ShouldBe(Longest);

        ReplyJson.Parse(longest).Field("reason", JsonValueKind.String).GetString().ShouldNotBeNull().Length.ShouldBe(Longest - 14);
        Should.Throw<InvalidReplyException>(() => ReplyJson.Parse($"{longest} ")).Message.ShouldBe("a reply of 65537 characters; at most 65536 are read");
        Should.Throw<InvalidReplyException>(() => ReplyJson.Parse(new string('[', 10_000_000))).Message.ShouldContain("10000000 characters");
    }

    [Theory]
    [InlineData("{\"reason\": \"a\\ud800\"}")]
    [InlineData("{\"\\udc00eason\": 1}")]
    [InlineData("{\"types\": [[\"\\ud800\\ud800\"]]}")]
    public void Half_a_character_is_refused_wherever_it_stands(string reply) =>
        Should.Throw<InvalidReplyException>(() => ReplyJson.Parse(reply)).Message.ShouldEndWith("is no text");
}
