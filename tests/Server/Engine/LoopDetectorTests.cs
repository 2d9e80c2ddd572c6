using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Tests.Server.Engine;

public sealed class LoopDetectorTests
{
    [Theory]
    [InlineData(1, 8)] // one token, eight times
    [InlineData(3, 9)] // three tokens, three times
    [InlineData(7, 21)]
    public void A_passage_that_repeats_is_found_at_its_last_token(int length, int found) =>
        FirstLoop(Enumerable.Range(0, 100).Select(i => i % length)).ShouldBe(found);

    [Fact]
    public void A_repetition_longer_than_the_longest_passage_is_none() =>
        FirstLoop(Enumerable.Range(0, 200).Select(i => i % 17)).ShouldBeNull();

    [Fact]
    public void Numbers_that_count_up_are_no_loop() => FirstLoop(Enumerable.Range(0, 500)).ShouldBeNull();

    [Fact]
    public void A_loop_may_begin_after_other_text() =>
        FirstLoop([1, 2, 3, 4, 5, .. Enumerable.Repeat(9, 20)]).ShouldBe(5 + 8);

    [Fact]
    public void A_near_repetition_counts_only_while_the_model_has_no_doubt()
    {
        // Ten tokens, of which one changes each time.
        var tokens = Enumerable.Range(0, 200).Select(i => i % 10 == 4 ? 1000 + i : i % 10).ToList();

        FirstLoop(tokens).ShouldBeNull();
        FirstLoop(tokens, lowEntropy: 0.5f, entropy: 0.1).ShouldNotBeNull();
        FirstLoop(tokens, lowEntropy: 0.5f, entropy: 1.5).ShouldBeNull();
    }

    // Tokens read until the detector says loop.
    private static int? FirstLoop(IEnumerable<int> tokens, float lowEntropy = 0, double entropy = 0)
    {
        var detector = new LoopDetector(new LoopGuardSettings { Repeats = 3, Longest = 16, LeastTokens = 8, LowEntropy = lowEntropy });
        var read = 0;
        foreach (var token in tokens)
        {
            read++;
            if (detector.Add(new TokenId(token), entropy))
            {
                return read;
            }
        }

        return null;
    }
}
