using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>A drawn token and its logprob under the distribution that it was drawn from.</summary>
internal readonly record struct Draw(TokenId Token, double Logprob);

/// <summary>
/// Draws a token from a row: top-k, top-p and min-p at temperature 1, then temperature, as llama.cpp's default chain orders them.
/// Owned by one thread; its buffers are sized once.
/// </summary>
internal sealed class TokenSampler(int vocabulary)
{
    private readonly int[] _ids = new int[vocabulary];
    private readonly float[] _keys = new float[vocabulary];
    private readonly double[] _weights = new double[vocabulary];

    /// <summary>Draws by the position-addressed random number; greedy where the temperature is 0.</summary>
    public Draw Sample(ReadOnlySpan<float> logits, SamplingSettings settings, int position, int sample = 0)
    {
        if (settings.IsGreedy)
        {
            return new Draw(LogitRow.Largest(logits), 0);
        }

        var kept = KeepSorted(logits, settings);
        var max = (double)logits[_ids[0]];
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
        {
            sum += _weights[i] = Math.Exp((logits[_ids[i]] - max) / settings.Temperature);
        }

        var target = PositionRandom.Uniform(settings.Seed, sample, position) * sum;
        var at = 0;
        for (; at < kept - 1 && target >= _weights[at]; at++)
        {
            target -= _weights[at];
        }

        return new Draw(new TokenId(_ids[at]), Math.Log(_weights[at] / sum));
    }

    // Fills _ids with the kept tokens, most likely first.
    private int KeepSorted(ReadOnlySpan<float> logits, SamplingSettings settings)
    {
        var kept = 0;
        var floor = settings.MinP > 0 ? logits[LogitRow.Largest(logits).Value] + MathF.Log(settings.MinP) : float.NegativeInfinity;
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] >= floor && !float.IsNegativeInfinity(logits[id]))
            {
                _ids[kept] = id;
                _keys[kept++] = -logits[id];
            }
        }

        _keys.AsSpan(0, kept).Sort(_ids.AsSpan(0, kept));
        kept = Math.Min(kept, settings.TopK ?? kept);
        return settings.TopP < 1 ? Nucleus(logits, kept, settings.TopP) : kept;
    }

    private int Nucleus(ReadOnlySpan<float> logits, int kept, float topP)
    {
        var max = (double)logits[_ids[0]];
        var total = 0.0;
        for (var i = 0; i < kept; i++)
        {
            total += Math.Exp(logits[_ids[i]] - max);
        }

        var mass = 0.0;
        for (var i = 0; i < kept; i++)
        {
            mass += Math.Exp(logits[_ids[i]] - max);
            if (mass >= topP * total)
            {
                return i + 1;
            }
        }

        return kept;
    }
}
