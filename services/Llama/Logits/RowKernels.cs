using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantGrpc.Llama.Logits;

/// <summary>Walks over a row, eight logits at a time; what does not fill a vector goes through a padded one.</summary>
internal static class RowKernels
{
    private static readonly Vector256<double> Least = Vector256.Create(-708.0); // a weight is 0 below, and 0 × -inf must be 0

    /// <summary>Σ exp(s) and Σ s exp(s) over s = (logit - max) × scale, in double.</summary>
    public static RowSums Sum(ReadOnlySpan<float> row, double max, double scale)
    {
        var maxes = Vector256.Create(max);
        var scales = Vector256.Create(scale);
        var weights = Vector256<double>.Zero;
        var weighted = Vector256<double>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(row);
        for (var at = 0; at <= vectors.Length; at++)
        {
            var (low, high) = Vector256.Widen(at < vectors.Length ? vectors[at] : Rest(row, vectors.Length));
            Add((low - maxes) * scales, ref weights, ref weighted);
            Add((high - maxes) * scales, ref weights, ref weighted);
        }

        return new RowSums(Vector256.Sum(weights), Vector256.Sum(weighted));
    }

    /// <summary>How many logits are larger than a bound.</summary>
    public static int CountAbove(ReadOnlySpan<float> row, float bound)
    {
        var bounds = Vector256.Create(bound);
        var counts = Vector256<int>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(row);
        foreach (ref readonly var vector in vectors)
        {
            counts -= Vector256.GreaterThan(vector, bounds).AsInt32(); // true is -1
        }

        counts -= Vector256.GreaterThan(Rest(row, vectors.Length), bounds).AsInt32();
        return Vector256.Sum(counts);
    }

    /// <summary>Writes the indices of the logits from low to high, both included, in order.</summary>
    public static int Within(ReadOnlySpan<float> row, float low, float high, Span<int> indices)
    {
        var lows = Vector256.Create(Math.Max(low, float.MinValue)); // minus infinity is padding, or a probability of zero
        var highs = Vector256.Create(high);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(row);
        var count = 0;
        for (var at = 0; at <= vectors.Length; at++)
        {
            var vector = at < vectors.Length ? vectors[at] : Rest(row, vectors.Length);
            var bits = (Vector256.GreaterThanOrEqual(vector, lows) & Vector256.LessThanOrEqual(vector, highs)).ExtractMostSignificantBits();
            for (; bits != 0; bits &= bits - 1)
            {
                indices[count++] = (at * Vector256<float>.Count) + int.TrailingZeroCount((int)bits);
            }
        }

        return count;
    }

    /// <summary>Σ p (log p - log q) of two rows, unclamped.</summary>
    public static double Divergence(ReadOnlySpan<float> row, double logSum, ReadOnlySpan<float> other, double otherLogSum)
    {
        var sums = Vector256<double>.Zero;
        var own = MemoryMarshal.Cast<float, Vector256<float>>(row);
        var others = MemoryMarshal.Cast<float, Vector256<float>>(other);
        for (var at = 0; at <= own.Length; at++)
        {
            var (low, high) = Vector256.Widen(at < own.Length ? own[at] : Rest(row, own.Length));
            var (otherLow, otherHigh) = Vector256.Widen(at < own.Length ? others[at] : Rest(other, own.Length));
            sums += Divergence(low - Vector256.Create(logSum), otherLow - Vector256.Create(otherLogSum));
            sums += Divergence(high - Vector256.Create(logSum), otherHigh - Vector256.Create(otherLogSum));
        }

        return Vector256.Sum(sums);
    }

    // A probability of zero adds nothing, whatever the other row says.
    private static Vector256<double> Divergence(Vector256<double> logprob, Vector256<double> other)
    {
        var probability = VectorExp.NonPositive(logprob);
        var isZero = Vector256.Equals(probability, Vector256<double>.Zero);
        return Vector256.ConditionalSelect(isZero, Vector256<double>.Zero, probability * (logprob - other));
    }

    // Padded with minus infinity, which has no weight and is larger than nothing.
    private static Vector256<float> Rest(ReadOnlySpan<float> row, int vectors)
    {
        Span<float> padded = stackalloc float[Vector256<float>.Count];
        padded.Fill(float.NegativeInfinity);
        row[(vectors * Vector256<float>.Count)..].CopyTo(padded);
        return Vector256.Create<float>(padded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<double> shifted, ref Vector256<double> weights, ref Vector256<double> weighted)
    {
        var weight = VectorExp.NonPositive(shifted);
        weights += weight;
        weighted = Vector256.MultiplyAddEstimate(weight, Vector256.Max(shifted, Least), weighted);
    }
}
