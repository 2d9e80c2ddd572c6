using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Tests.Server.Engine;

public sealed class TokenSamplerTests
{
    private static readonly float[] Row = [1f, 3f, 2f, 0f];

    [Fact]
    public void Temperature_zero_takes_the_largest() => Draw(new SamplingSettings { MaxTokens = 1 }, 0).ShouldBe(new Draw(new TokenId(1), 0));

    [Fact]
    public void Frequencies_are_the_softmax()
    {
        var counts = Count(new SamplingSettings { MaxTokens = 1, Temperature = 1, Seed = 7 });

        var sum = Row.Sum(x => Math.Exp(x));
        for (var id = 0; id < Row.Length; id++)
        {
            (counts[id] / 20_000.0).ShouldBe(Math.Exp(Row[id]) / sum, 0.01);
        }
    }

    [Theory]
    [InlineData(2, 1f, 0f, new[] { 1, 2 })]
    [InlineData(null, 0.7f, 0f, new[] { 1, 2 })]
    [InlineData(null, 0.6f, 0f, new[] { 1 })]
    [InlineData(null, 1f, 0.3f, new[] { 1, 2 })]
    [InlineData(1, 1f, 0f, new[] { 1 })]
    public void Filters_keep_the_most_likely(int? topK, float topP, float minP, int[] kept)
    {
        var counts = Count(new SamplingSettings { MaxTokens = 1, Temperature = 2, TopK = topK, TopP = topP, MinP = minP });

        Enumerable.Range(0, Row.Length).Where(id => counts[id] > 0).ShouldBe(kept);
    }

    [Fact]
    public void A_draw_depends_on_seed_and_position_alone()
    {
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 1, Seed = 42 };
        var first = Enumerable.Range(0, 50).Select(position => Draw(settings, position)).ToArray();

        var backwards = Enumerable.Range(0, 50).Reverse().Select(position => Draw(settings, position)).Reverse();

        backwards.ShouldBe(first);
        Enumerable.Range(0, 50).Select(p => Draw(settings with { Seed = 43 }, p)).ShouldNotBe(first);
    }

    private static Draw Draw(SamplingSettings settings, int position) => new TokenSampler(Row.Length).Sample(Row, settings, position);

    private static int[] Count(SamplingSettings settings)
    {
        var sampler = new TokenSampler(Row.Length);
        var counts = new int[Row.Length];
        for (var position = 0; position < 20_000; position++)
        {
            counts[sampler.Sample(Row, settings, position).Token.Value]++;
        }

        return counts;
    }
}
