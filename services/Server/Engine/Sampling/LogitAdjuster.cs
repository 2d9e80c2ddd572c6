using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// Changes a copy of a row as the request asks: bias, then penalties as llama.cpp computes them, then what is not allowed at all.
/// Owned by one thread.
/// </summary>
internal sealed class LogitAdjuster(int vocabulary, IReadOnlyList<TokenId> ends)
{
    private readonly float[] _row = new float[vocabulary];
    private readonly int[] _counts = new int[vocabulary]; // all zero between calls
    private readonly TokenId[] _ends = [.. ends];

    /// <summary>Whether a draw here is from other logits than the row's own.</summary>
    public bool Changes(SamplingSettings settings, in DrawPoint point) =>
        settings.LogitBias.Count > 0
        || (settings.HasPenalties && !point.History.IsEmpty)
        || !point.Allowed.IsEmpty
        || (!point.MayEnd && _ends.Length > 0);

    /// <summary>The changed row, valid until the next call.</summary>
    public ReadOnlySpan<float> Adjust(ReadOnlySpan<float> logits, SamplingSettings settings, in DrawPoint point)
    {
        logits.CopyTo(_row);
        for (var i = 0; i < settings.LogitBias.Count; i++)
        {
            var bias = settings.LogitBias[i];
            _row[bias.Token.Value] += bias.Bias;
        }

        if (settings.HasPenalties)
        {
            Penalize(settings, point.History);
        }

        Restrict(point);
        return _row;
    }

    private void Penalize(SamplingSettings settings, ReadOnlySpan<TokenId> history)
    {
        foreach (var token in history)
        {
            _counts[token.Value]++;
        }

        foreach (var token in history)
        {
            var count = _counts[token.Value];
            if (count > 0)
            {
                ref var logit = ref _row[token.Value];
                logit = logit > 0 ? logit / settings.RepetitionPenalty : logit * settings.RepetitionPenalty;
                logit -= (count * settings.FrequencyPenalty) + settings.PresencePenalty;
                _counts[token.Value] = 0;
            }
        }
    }

    private void Restrict(in DrawPoint point)
    {
        if (!point.Allowed.IsEmpty)
        {
            Mask(point.Allowed);
        }

        for (var i = 0; i < _ends.Length && !point.MayEnd; i++)
        {
            _row[_ends[i].Value] = float.NegativeInfinity;
        }
    }

    private void Mask(ReadOnlySpan<ulong> allowed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(allowed.Length, (_row.Length + 63) / 64, "DrawPoint.Allowed, words");
        for (var word = 0; word < allowed.Length; word++)
        {
            var logits = _row.AsSpan(word * 64, Math.Min(64, _row.Length - (word * 64)));
            var bits = allowed[word];
            if (bits == 0)
            {
                logits.Fill(float.NegativeInfinity);
            }
            else if (bits != ulong.MaxValue)
            {
                Mask(logits, bits);
            }
        }
    }

    private static void Mask(Span<float> logits, ulong bits)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = ((bits >> i) & 1) == 0 ? float.NegativeInfinity : logits[i];
        }
    }
}
