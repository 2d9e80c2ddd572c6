using CsCheck;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Tests.Server.Engine;

/// <summary>The sampler beside its definition.</summary>
public sealed class TokenSamplerReferenceTests
{
    private static readonly Gen<SamplingSettings> Filters = Gen.Select(
        OffOr(0, 1, 2, 40, 1_000, 5_000, 200_000),
        OffOr(1f, 0.05f, 0.5f, 0.9f, 0.999f),
        OffOr(1f, 0.01f, 0.5f, 0.95f, 0.9999f),
        OffOr(0f, 1e-6f, 0.05f, 0.3f, 1f),
        OneOf(0.05f, 0.7f, 1f, 1.7f),
        (topK, typicalP, topP, minP, temperature) => new SamplingSettings
        {
            MaxTokens = 1,
            TopK = topK > 0 ? topK : null,
            TypicalP = typicalP,
            TopP = topP,
            MinP = minP,
            Temperature = temperature,
            Seed = 11,
        });

    [Fact]
    public void Filters_keep_what_full_sorts_keep() => Gen.Select(SampleRows.Any, Filters).Sample((row, settings) =>
    {
        var candidates = new Candidates(row.Length);
        var summary = LogitRow.Summarize(row);

        var applies = new CandidateFilter(candidates).Apply(row, settings, RowMass.Of(summary));

        var kept = Enumerable.Range(0, candidates.Count).Select(i => candidates.Token(i).Value);
        (applies ? kept : ReferenceSampler.Kept(row, new SamplingSettings { MaxTokens = 1 })).ShouldBe(ReferenceSampler.Kept(row, settings));
    }, iter: 1_000);

    [Fact]
    public void Draws_are_those_of_the_definition() => Gen.Select(SampleRows.Any, Filters, Gen.Int[0, 10_000]).Sample((row, settings, position) =>
    {
        var point = new DrawPoint { Sample = 3, Position = position };

        var draw = new TokenSampler(row.Length, []).Sample(row, settings, point);

        var expected = ReferenceSampler.Draw(row, settings, PositionRandom.Uniform(settings.Seed, sample: 3, position));
        draw.ShouldNotBeNull().Token.ShouldBe(expected.Token);
        draw.Value.Logprob.ShouldBe(expected.Logprob, 1e-9);
    }, iter: 1_000);

    [Fact]
    public void A_known_summary_changes_no_draw() => Gen.Select(SampleRows.Any, Filters).Sample((row, settings) =>
    {
        var sampler = new TokenSampler(row.Length, []);

        var draw = sampler.Sample(row, settings, new DrawPoint { Summary = LogitRow.Summarize(row) });

        draw.ShouldBe(sampler.Sample(row, settings, new DrawPoint()));
    }, iter: 100);

    [Fact]
    public void A_draw_allocates_nothing()
    {
        var row = Enumerable.Range(0, 1_600).Select(id => 8 * MathF.Sin(id)).ToArray();
        var settings = new SamplingSettings { MaxTokens = 1, Temperature = 0.7f, TypicalP = 0.9f, TopP = 0.95f, FrequencyPenalty = 1 };
        var sampler = new TokenSampler(row.Length, [new(2)]);
        var history = Enumerable.Range(0, 100).Select(id => new QuantGrpc.Llama.Models.TokenId(id)).ToArray();
        sampler.Sample(row, settings, new DrawPoint { History = history, MayEnd = false });

        var before = GC.GetAllocatedBytesForCurrentThread();
        sampler.Sample(row, settings, new DrawPoint { History = history, MayEnd = false });

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // A filter is off half of the time.
    private static Gen<T> OffOr<T>(T off, params T[] values) => Gen.Bool.SelectMany(isOff => isOff ? Gen.Const(off) : OneOf(values));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
