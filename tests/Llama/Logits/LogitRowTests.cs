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

    [Fact]
    public void Divergence_is_the_textbooks_with_and_without_known_sums() => Gen.Select(Rows, Gen.Int[0, 1000]).Sample((row, shift) =>
    {
        var other = row.Select((x, i) => x + MathF.Sin(i + shift)).ToArray();
        var (sum, otherSum) = (LogSum(row), LogSum(other));
        var expected = row.Zip(other, (x, y) => Math.Exp(x - sum) * (x - sum - (y - otherSum))).Sum();

        LogitRow.KullbackLeibler(row, other).ShouldBe(expected, 1e-9);
        LogitRow.KullbackLeibler(row, sum, other, otherSum).ShouldBe(expected, 1e-9);
    });

    [Fact]
    public void A_token_that_only_the_other_rules_out_diverges_without_bound()
    {
        float[] row = [0f, 1f, 2f];
        float[] narrower = [0f, 1f, float.NegativeInfinity];

        LogitRow.KullbackLeibler(row, narrower).ShouldBe(double.PositiveInfinity);
        LogitRow.KullbackLeibler(narrower, row).ShouldBe(-Math.Log(1 - (Math.Exp(2) / row.Sum(x => Math.Exp(x)))), 1e-9);
    }

    [Fact]
    public void A_row_without_any_probability_has_plain_figures()
    {
        float[] row = [float.NegativeInfinity, float.NegativeInfinity];

        LogitRow.LogSumExp(row).ShouldBe(double.NegativeInfinity);
        LogitRow.Describe(row, new TokenId(1)).ShouldBe(new RowFigures(double.NegativeInfinity, 1, 0, 0));
        LogitRow.Top(row, new TokenId[2]).ShouldBe(0);
        LogitRow.KullbackLeibler(row, row).ShouldBe(0);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.NaN, 999)]
    [InlineData(float.PositiveInfinity, 130)]
    public void What_is_no_logit_is_refused_by_its_place(float value, int token)
    {
        var row = new float[1000];
        row[token] = value;

        foreach (var read in Readers)
        {
            Should.Throw<NotFiniteNumberException>(() => read(row)).Message.ShouldStartWith($"the logit of token {token} is {value};");
        }
    }

    [Fact]
    public void An_empty_row_is_refused() => Should.Throw<ArgumentException>(() => LogitRow.Largest([]));

    private static IEnumerable<Action<float[]>> Readers =>
    [
        row => LogitRow.Largest(row),
        row => LogitRow.LogSumExp(row),
        row => LogitRow.Summarize(row),
        row => LogitRow.Describe(row, new TokenId(1)),
        row => LogitRow.Top(row, new TokenId[3]),
        row => LogitRow.KullbackLeibler(new float[1000], row),
        row => LogitRow.KullbackLeibler(row, 7, new float[1000], 7),
        row => LogitRow.KullbackLeibler(new float[1000], 7, row, 7),
    ];

    private static double LogSum(float[] row) => Math.Log(row.Sum(x => Math.Exp(x)));
}
