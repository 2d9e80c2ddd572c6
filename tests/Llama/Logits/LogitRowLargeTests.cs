using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Tests.Server.Engine;

namespace QuantGrpc.Tests.Llama.Logits;

/// <summary>Rows as long as real vocabularies beside plain sums, within 1e-9 nats.</summary>
public sealed class LogitRowLargeTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var vocabulary in (int[])[3, 1_600, 128_256, 128_256 * 3])
            {
                for (var shape = 0; shape < SampleRows.Shapes; shape++)
                {
                    data.Add(vocabulary, shape);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Figures_of_long_rows_are_exact(int vocabulary, int shape)
    {
        var row = SampleRows.Create(shape, vocabulary, seed: 5);
        var token = Array.FindIndex(row, vocabulary / 3, x => x > float.NegativeInfinity);
        double max = row.Max();
        var shifted = row.Select(x => x - max).Where(s => s > -700).ToArray();
        var logSum = Math.Log(shifted.Sum(s => Math.Exp(s)));

        var figures = LogitRow.Describe(row, new TokenId(token));

        LogitRow.LogSumExp(row).ShouldBe(max + logSum, 1e-9);
        figures.Logprob.ShouldBe(row[token] - max - logSum, 1e-9);
        figures.Entropy.ShouldBe(logSum - shifted.Sum(s => s * Math.Exp(s - logSum)), 1e-9);
        figures.Rank.ShouldBe(1 + row.Count(x => x > row[token]));
        LogitRow.Largest(row).Value.ShouldBe(Array.IndexOf(row, row.Max()));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Margins_and_runners_up_know_ties(int vocabulary, int shape)
    {
        var row = SampleRows.Create(shape, vocabulary, seed: 6);
        var sorted = row.OrderDescending().Take(2).ToArray();
        var summary = LogitRow.Summarize(row);

        summary.Max.ShouldBe(sorted[0]);
        summary.RunnerUp.ShouldBe(sorted[1]);
        LogitRow.Describe(row, summary.Largest, summary).Margin.ShouldBe(sorted[0] - sorted[1]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Top_of_long_rows_is_the_sorted_row(int vocabulary, int shape)
    {
        var row = SampleRows.Create(shape, vocabulary, seed: 7);
        var top = new TokenId[20];

        var written = LogitRow.Top(row, top);

        var sorted = Enumerable.Range(0, vocabulary).Where(i => row[i] > float.NegativeInfinity).OrderByDescending(i => row[i]).ThenBy(i => i);
        top.Take(written).Select(t => t.Value).ShouldBe(sorted.Take(20));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1_599)]
    [InlineData(1_600)]
    public void The_nth_largest_is_that_of_the_sorted_row(int n)
    {
        for (var shape = 0; shape < SampleRows.Shapes; shape++)
        {
            var row = SampleRows.Create(shape, 1_600, seed: 8);

            LogitRow.NthLargest(row, n).ShouldBe(row.OrderDescending().ElementAt(n - 1));
            row.Count(x => x >= LogitRow.BoundOfTop(row, n)).ShouldBeGreaterThanOrEqualTo(Math.Min(n, row.Count(x => x > float.NegativeInfinity)));
        }
    }
}
