using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

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

    [Fact]
    public void Temperature_zero_takes_the_largest_of_what_bias_penalties_and_grammar_leave()
    {
        var settings = new SamplingSettings { MaxTokens = 1, LogitBias = [new LogitBias(new TokenId(3), 2.5f)] };

        Sample(settings, new DrawPoint { Allowed = [0b1001] }).ShouldBe(new Draw(new TokenId(3), 0));
        Sample(settings with { PresencePenalty = 2 }, new DrawPoint { History = [new TokenId(3), new TokenId(1)] })
            .ShouldBe(new Draw(new TokenId(2), 0));
    }

    [Fact]
    public void A_bias_of_minus_infinity_is_never()
    {
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 1, LogitBias = [new LogitBias(new TokenId(1), float.NegativeInfinity)] };

        Count(settings)[1].ShouldBe(0);
        Draw(settings with { Temperature = 0 }, 0).ShouldBe(new Draw(new TokenId(2), 0));
    }

    [Theory]
    [InlineData(2f, 0f, 0f, new[] { 1f, 1.5f, 2f, -2f })]
    [InlineData(1f, 0.5f, 0f, new[] { 1f, 2.5f, 2f, -1.5f })]
    [InlineData(1f, 0f, 0.5f, new[] { 1f, 2f, 2f, -1.5f })]
    [InlineData(2f, 0.25f, 0.5f, new[] { 1f, 0.25f, 2f, -2.75f })]
    public void Penalties_count_the_output(float repetition, float presence, float frequency, float[] adjusted)
    {
        var settings = new SamplingSettings
        {
            MaxTokens = 1, RepetitionPenalty = repetition, PresencePenalty = presence, FrequencyPenalty = frequency,
        };
        var adjuster = new LogitAdjuster(4, []);
        var point = new DrawPoint { History = [new TokenId(1), new TokenId(3), new TokenId(1)] };

        adjuster.Adjust([1f, 3f, 2f, -1f], settings, point).ToArray().ShouldBe(adjusted);
        adjuster.Adjust([1f, 3f, 2f, -1f], settings, point).ToArray().ShouldBe(adjusted); // counts start anew
    }

    [Fact]
    public void The_text_does_not_end_where_it_may_not()
    {
        var settings = new SamplingSettings { MaxTokens = 1 };
        var sampler = new TokenSampler(Row.Length, [new TokenId(1), new TokenId(0)]);

        sampler.Sample(Row, settings, new DrawPoint { MayEnd = false }).ShouldBe(new Draw(new TokenId(2), 0));
        sampler.Sample(Row, settings, new DrawPoint()).ShouldBe(new Draw(new TokenId(1), 0));
    }

    [Fact]
    public void A_grammar_allows_tokens_of_any_word()
    {
        var row = new float[130];
        var sampler = new TokenSampler(row.Length, []);
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 1 };

        var drawn = Enumerable.Range(0, 200).Select(p => sampler.Sample(row, settings, new DrawPoint { Position = p, Allowed = [1, 0, 2] }));

        drawn.Select(d => d?.Token.Value).Distinct().Order().ShouldBe([0, 129]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Nothing_is_drawn_where_nothing_is_allowed(float temperature)
    {
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = temperature, TopP = 0.9f };

        Sample(settings, new DrawPoint { Allowed = [0] }).ShouldBeNull();
        Sample(settings with { TopP = 1, MinP = 0.1f }, new DrawPoint { Allowed = [0] }).ShouldBeNull();
    }

    [Fact]
    public void A_row_with_no_number_is_refused() =>
        Should.Throw<NotFiniteNumberException>(() => new TokenSampler(2, []).Sample(
            [1f, float.NaN], new SamplingSettings { MaxTokens = 1, Temperature = 1 }, new DrawPoint())).Message.ShouldContain("token 1 is NaN");

    [Theory]
    [InlineData(0.3f, 3)]
    [InlineData(0.5f, 5)]
    [InlineData(0.6f, 6)]
    [InlineData(0.61f, 7)]
    public void Equal_tokens_are_kept_to_the_share_and_no_further(float topP, int kept)
    {
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 1, TopP = topP };
        var draw = new TokenSampler(10, []).Sample(new float[10], settings, new DrawPoint());

        draw.ShouldNotBeNull().Logprob.ShouldBe(-Math.Log(kept), 1e-12);
    }

    [Fact]
    public void Typical_p_can_drop_the_most_likely_token()
    {
        // p = 0.4 and twelve of 0.05: the entropy is 2.16 nats, nearer to a surprise of 3.00 than to one of 0.92.
        float[] row = [MathF.Log(8), .. new float[12]];
        var sampler = new TokenSampler(row.Length, []);
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 1, TypicalP = 0.38f };

        var draws = Enumerable.Range(0, 100).Select(p => sampler.Sample(row, settings, new DrawPoint { Position = p }));

        draws.ShouldAllBe(d => d!.Value.Token.Value > 0 && Math.Abs(d.Value.Logprob + Math.Log(8)) < 1e-9);
    }

    private static Draw Draw(SamplingSettings settings, int position) => Sample(settings, new DrawPoint { Position = position }).ShouldNotBeNull();

    private static Draw? Sample(SamplingSettings settings, in DrawPoint point) => new TokenSampler(Row.Length, []).Sample(Row, settings, point);

    private static int[] Count(SamplingSettings settings)
    {
        var sampler = new TokenSampler(Row.Length, []);
        var counts = new int[Row.Length];
        for (var position = 0; position < 20_000; position++)
        {
            counts[sampler.Sample(Row, settings, new DrawPoint { Position = position }).ShouldNotBeNull().Token.Value]++;
        }

        return counts;
    }
}
