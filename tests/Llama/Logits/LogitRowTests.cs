using CsCheck;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Tests.Llama.Logits;

public sealed class LogitRowTests
{
    private static readonly Gen<float[]> Rows = Gen.Float[-30, 30].Array[2, 200];

    [Fact]
    public void Figures_are_those_of_the_textbook() => Gen.Select(Rows, Gen.Int[0, 1000]).Sample((row, pick) =>
    {
        var token = pick % row.Length;
        var sum = row.Sum(x => Math.Exp(x));
        var p = row.Select(x => Math.Exp(x) / sum).ToArray();

        var figures = LogitRow.Describe(row, new TokenId(token));

        figures.Logprob.ShouldBe(Math.Log(p[token]), 1e-9);
        figures.Rank.ShouldBe(1 + row.Count(x => x > row[token]));
        figures.Entropy.ShouldBe(-p.Sum(q => q * Math.Log(q)), 1e-9);
        figures.Margin.ShouldBe(row[token] - row.Where((_, i) => i != token).Max(), 1e-6);
    });

    [Fact]
    public void The_largest_is_the_lowest_id_among_equals() => LogitRow.Largest([1f, 3f, 2f, 3f]).ShouldBe(new TokenId(1));

    [Fact]
    public void Top_is_the_sorted_row() => Gen.Select(Rows, Gen.Int[1, 64]).Sample((row, count) =>
    {
        var top = new TokenId[count];
        var written = LogitRow.Top(row, top);

        top.Take(written).Select(t => t.Value).ShouldBe(
            Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).ThenBy(i => i).Take(count));
    });

    [Fact]
    public void A_token_of_probability_zero_is_no_alternative_and_adds_no_entropy()
    {
        float[] row = [0f, float.NegativeInfinity, 0f];
        var top = new TokenId[3];

        LogitRow.Top(row, top).ShouldBe(2);
        LogitRow.Describe(row, new TokenId(0)).Entropy.ShouldBe(Math.Log(2), 1e-12);
    }

    [Fact]
    public void Divergence_from_itself_is_zero_and_from_another_is_positive() => Gen.Select(Rows, Gen.Int[0, 1000]).Sample((row, pick) =>
    {
        var other = row.ToArray();
        other[pick % row.Length] += 1f;

        LogitRow.KullbackLeibler(row, row).ShouldBe(0, 1e-12);
        LogitRow.KullbackLeibler(row, other).ShouldBeGreaterThanOrEqualTo(0);
    });
}
