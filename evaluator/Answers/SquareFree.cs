using System.Numerics;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>A whole number as outside² · inside with a square-free inside.</summary>
internal readonly record struct SquareFree(BigInteger Outside, BigInteger Inside)
{
    // A million trial divisions at most.
    private static readonly BigInteger Largest = 1_000_000_000_000;

    /// <exception cref="UngradableException">Too large to factor.</exception>
    public static SquareFree Of(BigInteger value)
    {
        if (value > Largest)
        {
            throw new UngradableException("root of a number too large to factor");
        }

        var inside = (long)value;
        var outside = 1L;
        for (var d = 2L; d * d <= inside; d++)
        {
            while (inside % (d * d) == 0)
            {
                inside /= d * d;
                outside *= d;
            }
        }

        return new SquareFree(outside, inside);
    }
}
