using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Roots of whole numbers.</summary>
internal static class WholeRoot
{
    /// <summary>The largest whole number whose power is at most the value; the value is not negative.</summary>
    public static BigInteger Floor(BigInteger value, int degree)
    {
        var bits = value.GetBitLength();
        if (value.IsZero || degree == 1)
        {
            return value;
        }

        Effort.Spend(1 + (20 * bits * bits / 20_000));
        var root = BigInteger.One << (int)((bits / degree) + 1);
        while (true)
        {
            // Newton's steps fall until they reach the root.
            var next = (((degree - 1) * root) + (value / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    /// <summary>The root where it is whole.</summary>
    public static BigInteger? Exact(BigInteger value, int degree) => Floor(value, degree) is var root && BigInteger.Pow(root, degree) == value ? root : null;
}
