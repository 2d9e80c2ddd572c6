namespace QuantGrpc.Llama.Logits;

/// <summary>The n-th largest of a set of logits without sorting it: bisection over floats in their order, 32 counts at most.</summary>
internal static class RowSelection
{
    /// <summary>A bound that at least n of the row reach, since each block's maximum is one of the row.</summary>
    public static float Bound(ReadOnlySpan<float> maxima, int n) =>
        n < 1 || n > maxima.Length ? float.MinValue : Math.Max(float.MinValue, NthLargest(maxima, n));

    public static float NthLargest(ReadOnlySpan<float> values, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, values.Length);
        // The smallest bound that fewer than n exceed is the n-th largest.
        long low = Order(float.NegativeInfinity);
        long high = Order(float.MaxValue);
        while (low < high)
        {
            var middle = low + ((high - low) >> 1);
            if (RowKernels.CountAbove(values, Value((int)middle)) < n)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return Value((int)low);
    }

    // Integers in the order of the floats; the two zeros stand side by side and compare equal.
    private static int Order(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : bits ^ int.MaxValue;
    }

    private static float Value(int order) => BitConverter.Int32BitsToSingle(order >= 0 ? order : order ^ int.MaxValue);
}
