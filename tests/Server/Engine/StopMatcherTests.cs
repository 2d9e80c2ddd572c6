using System.Text;
using CsCheck;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Tests.Server.Engine;

public sealed class StopMatcherTests
{
    [Fact]
    public void A_stop_string_may_straddle_tokens()
    {
        var matcher = new StopMatcher(["\n\n", "END"]);

        Feed(matcher, "one E", "N", "x\n", "\nmore").ShouldBe("one ENx");
        matcher.Found.ShouldBe("\n\n");
    }

    [Fact]
    public void What_was_held_for_a_stop_that_did_not_come_is_given_back()
    {
        var matcher = new StopMatcher(["STOP"]);

        Feed(matcher, "go ST").ShouldBe("go ");
        matcher.Flush().ShouldBe("ST");
    }

    [Fact]
    public void Every_cut_of_a_text_gives_the_same() =>
        Gen.Select(Gen.Char["ab"].Array[0, 30], Gen.Int[1, 7], Gen.Char["ab"].Array[1, 4]).Sample((characters, size, stop) =>
        {
            var text = new string(characters);
            var at = text.IndexOf(new string(stop), StringComparison.Ordinal);
            var matcher = new StopMatcher([new string(stop)]);

            var certain = Feed(matcher, [.. text.Chunk(size).Select(c => new string(c))]);

            return at >= 0 ? certain == text[..at] : certain + matcher.Flush() == text;
        });

    private static string Feed(StopMatcher matcher, params string[] parts)
    {
        var certain = new StringBuilder();
        foreach (var part in parts)
        {
            if (matcher.Found is null)
            {
                certain.Append(matcher.Append(part));
            }
        }

        return certain.ToString();
    }
}
