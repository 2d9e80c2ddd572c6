using System.Numerics.Tensors;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// The tokens of a row that are still in play, always by id, with weights relative to the row's largest logit at temperature 1.
/// A filter keeps some of them. Owned by one thread; its buffers are sized once.
/// </summary>
internal sealed class Candidates(int vocabulary)
{
    private readonly int[] _ids = new int[vocabulary];
    private readonly float[] _logits = new float[vocabulary];
    private readonly float[] _scores = new float[vocabulary];
    private readonly double[] _weights = new double[vocabulary];
    private readonly MassCutFinder _finder = new();

    public int Count { get; private set; }

    /// <summary>Sum of the weights, as of the last call that changed the set.</summary>
    public double Mass { get; private set; }

    public ReadOnlySpan<float> Logits => _logits.AsSpan(0, Count);

    public TokenId Token(int candidate) => new(_ids[candidate]);

    /// <summary>Expected logit of the set.</summary>
    public double MeanLogit(double max)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            sum += _weights[i] * (_logits[i] - max);
        }

        return max + (sum / Mass);
    }

    /// <summary>Takes the tokens of a row whose logits lie in a window; those of probability zero never.</summary>
    public void Take(ReadOnlySpan<float> row, double max, LogitWindow window)
    {
        Count = LogitRow.Within(row, window.Low, window.High, _ids);
        for (var i = 0; i < Count; i++)
        {
            _logits[i] = row[_ids[i]];
        }

        Weigh(max, scale: 1);
    }

    /// <summary>Weights at a temperature of 1 / scale.</summary>
    public ReadOnlySpan<double> Weigh(double max, double scale)
    {
        var weights = _weights.AsSpan(0, Count);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (_logits[i] - max) * scale;
        }

        TensorPrimitives.Exp(weights, weights);
        Mass = TensorPrimitives.Sum<double>(weights);
        return weights;
    }

    public void KeepLargest(int count)
    {
        if (count >= Count)
        {
            return;
        }

        var cut = LogitRow.NthLargest(Logits, count);
        var ties = count - LogitRow.CountAbove(Logits, cut);
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_logits[i] > cut || (_logits[i] == cut && ties-- > 0))
            {
                Move(i, kept++);
            }
        }

        Truncate(kept);
    }

    public void KeepAtLeast(float floor)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_logits[i] >= floor)
            {
                Move(i, kept++);
            }
        }

        Truncate(kept);
    }

    /// <summary>Keeps the largest logits until they have that mass.</summary>
    public void KeepNucleus(double mass) => Keep(_logits, mass);

    /// <summary>Keeps the logits nearest to one until they have that mass.</summary>
    public void KeepNearest(double logit, double mass)
    {
        for (var i = 0; i < Count; i++)
        {
            _scores[i] = -(float)Math.Abs(_logits[i] - logit);
        }

        Keep(_scores, mass);
    }

    private void Keep(float[] scores, double mass)
    {
        mass = Math.Max(mass, double.Epsilon); // one token at least
        var cut = _finder.Find(scores.AsSpan(0, Count), _weights.AsSpan(0, Count), mass);
        var taken = cut.Above;
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var isTie = scores[i] == cut.Score;
            if (scores[i] > cut.Score || (isTie && taken < mass))
            {
                taken += isTie ? _weights[i] : 0;
                Move(i, kept++);
            }
        }

        Truncate(kept);
    }

    private void Move(int from, int to)
    {
        _ids[to] = _ids[from];
        _logits[to] = _logits[from];
        _weights[to] = _weights[from];
    }

    private void Truncate(int count)
    {
        Count = count;
        Mass = TensorPrimitives.Sum<double>(_weights.AsSpan(0, count));
    }
}
