using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Bench.Micro;

/// <summary>What one step of a variant does with its rows, without the model.</summary>
internal sealed class RowWork(float[][] rows)
{
    private const int Alternatives = 10;
    private readonly TokenSampler _sampler = new(rows[0].Length, []);
    private readonly TokenId[] _top = new TokenId[Alternatives];
    private readonly double[] _logprobs = new double[Alternatives];

    public void Sample(SamplingSettings settings)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _sampler.Sample(rows[i], settings, new DrawPoint { Position = i });
        }
    }

    public void SampleAndInspect(SamplingSettings settings)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var summary = LogitRow.Summarize(rows[i]);
            var draw = _sampler.Sample(rows[i], settings, new DrawPoint { Position = i, Summary = summary });
            LogitRow.Describe(rows[i], draw.GetValueOrDefault().Token, summary);
            Alternate(rows[i], summary.LogSumExp);
        }
    }

    private void Alternate(float[] row, double logSum)
    {
        var count = LogitRow.Top(row, _top);
        for (var i = 0; i < count; i++)
        {
            _logprobs[i] = row[_top[i].Value] - logSum;
        }
    }
}
