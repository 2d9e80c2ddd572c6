using System.Numerics.Tensors;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Logits;

/// <summary>
/// Exact figures of one row of logits (one float a token of the vocabulary): the one place for them. Sums run in double over the
/// whole vocabulary; minus infinity is a probability of zero.
/// </summary>
public static class LogitRow
{
    /// <summary>The token with the largest logit, the lowest id among equals.</summary>
    public static TokenId Largest(ReadOnlySpan<float> logits) => new(TensorPrimitives.IndexOfMax(logits));

    /// <summary>log Σ exp(logit): a token's logprob is its logit minus this.</summary>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double max = TensorPrimitives.Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        return max + Math.Log(sum);
    }

    /// <summary>All figures of one token.</summary>
    public static RowFigures Describe(ReadOnlySpan<float> logits, TokenId token)
    {
        double max = TensorPrimitives.Max(logits);
        var own = logits[token.Value];
        var sum = 0.0;
        var weighted = 0.0;
        var larger = 0;
        var best = float.NegativeInfinity;
        for (var id = 0; id < logits.Length; id++)
        {
            var logit = logits[id];
            if (id != token.Value)
            {
                larger += logit > own ? 1 : 0;
                best = Math.Max(best, logit);
            }

            var shifted = logit - max;
            var weight = Math.Exp(shifted);
            sum += weight;
            weighted += weight > 0 ? weight * shifted : 0; // 0 * -inf has the limit 0
        }

        var logSum = Math.Log(sum);
        return new RowFigures(own - max - logSum, larger + 1, logSum - (weighted / sum), own - best);
    }

    /// <summary>The most likely tokens, most likely first, the lower id first among equals; those of probability zero left out.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="tokens">Takes as many as it holds.</param>
    /// <returns>How many were written.</returns>
    public static int Top(ReadOnlySpan<float> logits, Span<TokenId> tokens)
    {
        var count = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            var logit = logits[id];
            if (float.IsNegativeInfinity(logit) || (count == tokens.Length && logit <= logits[tokens[^1].Value]))
            {
                continue;
            }

            // Insertion into a list of at most 64: nearly every token fails the comparison above.
            var at = count < tokens.Length ? count++ : count - 1;
            for (; at > 0 && logits[tokens[at - 1].Value] < logit; at--)
            {
                tokens[at] = tokens[at - 1];
            }

            tokens[at] = new TokenId(id);
        }

        return count;
    }

    /// <summary>KL(reference ‖ other) in nats over the whole vocabulary.</summary>
    /// <param name="reference">The reference's row.</param>
    /// <param name="other">A row of the same length.</param>
    public static double KullbackLeibler(ReadOnlySpan<float> reference, ReadOnlySpan<float> other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, reference.Length);
        var referenceSum = LogSumExp(reference);
        var otherSum = LogSumExp(other);
        var divergence = 0.0;
        for (var id = 0; id < reference.Length; id++)
        {
            var logprob = reference[id] - referenceSum;
            var probability = Math.Exp(logprob);
            divergence += probability > 0 ? probability * (logprob - (other[id] - otherSum)) : 0;
        }

        return Math.Max(0, divergence); // rounding alone can leave it below zero
    }
}
