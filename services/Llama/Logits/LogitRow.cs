using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Logits;

/// <summary>
/// Exact figures of one row of logits (one float a token of the vocabulary): the one place for them. Sums run in double over the
/// whole vocabulary; minus infinity is a probability of zero. No method allocates; each refuses a row that holds NaN or plus
/// infinity with a <see cref="NotFiniteNumberException"/> and an empty one with an <see cref="ArgumentException"/>.
/// </summary>
public static class LogitRow
{
    /// <summary>The token with the largest logit, the lowest id among equals.</summary>
    /// <param name="logits">The row.</param>
    public static TokenId Largest(ReadOnlySpan<float> logits) =>
        new(RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]).Largest);

    /// <summary>The largest logit; minus infinity where all are.</summary>
    /// <param name="logits">The row.</param>
    public static float Max(ReadOnlySpan<float> logits) => RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]).Max;

    /// <summary>log Σ exp(logit): a token's logprob is its logit minus this. Minus infinity where all logits are.</summary>
    /// <param name="logits">The row.</param>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double max = RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]).Max;
        return double.IsNegativeInfinity(max) ? max : max + Math.Log(RowKernels.Sum(logits, max, scale: 1).Weights);
    }

    /// <summary>All that holds of the row as a whole.</summary>
    /// <param name="logits">The row.</param>
    public static RowSummary Summarize(ReadOnlySpan<float> logits)
    {
        var blocks = RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]);
        var max = blocks.Max;
        if (float.IsNegativeInfinity(max))
        {
            return new RowSummary(new TokenId(0), max, max, 0, 0);
        }

        var sums = RowKernels.Sum(logits, max, scale: 1);
        var entropy = Math.Log(sums.Weights) - (sums.Weighted / sums.Weights);
        return new RowSummary(new TokenId(blocks.Largest), max, blocks.RunnerUp(), sums.Weights, entropy);
    }

    /// <summary>All figures of one token.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="token">A token of the vocabulary.</param>
    public static RowFigures Describe(ReadOnlySpan<float> logits, TokenId token) => Describe(logits, token, Summarize(logits));

    /// <summary>All figures of one token of a row whose summary is known.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="token">A token of the vocabulary.</param>
    /// <param name="summary">What <see cref="Summarize"/> said of this row.</param>
    public static RowFigures Describe(ReadOnlySpan<float> logits, TokenId token, in RowSummary summary)
    {
        var own = logits[token.Value];
        var rank = own < summary.Max ? 1 + RowKernels.CountAbove(logits, own) : 1;
        var best = token == summary.Largest ? summary.RunnerUp : summary.Max;
        return float.IsNegativeInfinity(own)
            ? new RowFigures(double.NegativeInfinity, rank, summary.Entropy, own == best ? 0 : own)
            : new RowFigures(own - summary.LogSumExp, rank, summary.Entropy, own - best);
    }

    /// <summary>The most likely tokens, most likely first, the lower id first among equals; those of probability zero left out.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="tokens">Takes as many as it holds.</param>
    /// <returns>How many were written.</returns>
    public static int Top(ReadOnlySpan<float> logits, Span<TokenId> tokens)
    {
        var blocks = RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]);
        var list = new TopList(logits, tokens, RowSelection.Bound(blocks.Maxima, tokens.Length));
        for (var block = 0; block < blocks.Maxima.Length && !tokens.IsEmpty; block++)
        {
            if (blocks.Maxima[block] >= list.Bound)
            {
                list.Add(block * blocks.Length, blocks.Block(block).Length);
            }
        }

        return list.Count;
    }

    /// <summary>A logit that at least so many tokens reach, seldom many more; the lowest finite one where none is known.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="count">At least 1.</param>
    public static float BoundOfTop(ReadOnlySpan<float> logits, int count) =>
        RowSelection.Bound(RowBlocks.Measure(logits, stackalloc float[RowBlocks.MaxCount]).Maxima, count);

    /// <summary>How many logits are larger than a bound.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="bound">Any number.</param>
    public static int CountAbove(ReadOnlySpan<float> logits, float bound) => RowKernels.CountAbove(logits, bound);

    /// <summary>The n-th largest logit, equal ones counted each.</summary>
    /// <param name="logits">Any finite logits.</param>
    /// <param name="n">1 to their number.</param>
    public static float NthLargest(ReadOnlySpan<float> logits, int n) => RowSelection.NthLargest(logits, n);

    /// <summary>The tokens whose logits lie from <paramref name="low"/> to <paramref name="high"/>, by id; those of probability zero left out.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="low">Least logit.</param>
    /// <param name="high">Largest logit.</param>
    /// <param name="ids">Takes their ids; as long as the row.</param>
    /// <returns>How many were written.</returns>
    public static int Within(ReadOnlySpan<float> logits, float low, float high, Span<int> ids) => RowKernels.Within(logits, low, high, ids);

    /// <summary>Σ exp((logit - max) × scale).</summary>
    /// <param name="logits">A row or a part of it.</param>
    /// <param name="max">At least the largest logit.</param>
    /// <param name="scale">1 / temperature.</param>
    public static double SumOfWeights(ReadOnlySpan<float> logits, double max, double scale) => RowKernels.Sum(logits, max, scale).Weights;

    /// <summary>KL(reference ‖ other) in nats over the whole vocabulary.</summary>
    /// <param name="reference">The reference's row.</param>
    /// <param name="other">A row of the same length.</param>
    public static double KullbackLeibler(ReadOnlySpan<float> reference, ReadOnlySpan<float> other) =>
        KullbackLeibler(reference, LogSumExp(reference), other, LogSumExp(other));

    /// <summary>KL(reference ‖ other) in nats of rows whose <see cref="LogSumExp"/> is known.</summary>
    /// <param name="reference">The reference's row.</param>
    /// <param name="referenceLogSum">Its log Σ exp.</param>
    /// <param name="other">A row of the same length.</param>
    /// <param name="otherLogSum">Its log Σ exp.</param>
    /// <returns>Plus infinity where the other row rules out a token that the reference allows.</returns>
    public static double KullbackLeibler(
        ReadOnlySpan<float> reference, double referenceLogSum, ReadOnlySpan<float> other, double otherLogSum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, reference.Length);
        if (double.IsNegativeInfinity(referenceLogSum) || double.IsNegativeInfinity(otherLogSum))
        {
            return double.IsNegativeInfinity(referenceLogSum) ? 0 : double.PositiveInfinity;
        }

        var divergence = RowKernels.Divergence(reference, referenceLogSum, other, otherLogSum);
        if (divergence >= 0)
        {
            return divergence;
        }

        Max(reference); // each refuses what is no logit
        Max(other);
        return 0; // below zero by rounding
    }
}
