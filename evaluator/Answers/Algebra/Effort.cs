namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Bounds the work of one grade. Kept per thread: a grade is one synchronous computation.</summary>
internal static class Effort
{
    // A step is some ten nanoseconds and ten bytes.
    private const long Most = 650_000;

    [ThreadStatic]
    private static long s_left;

    /// <summary>Starts a grade with a full allowance.</summary>
    public static void Begin() => s_left = Most;

    /// <exception cref="UngradableException">The allowance is used up.</exception>
    public static void Spend(long steps)
    {
        s_left -= steps;
        if (s_left < 0)
        {
            throw new UngradableException("more arithmetic than an answer is given");
        }
    }
}
