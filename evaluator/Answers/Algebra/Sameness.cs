namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>What is known of two values.</summary>
internal enum Sameness
{
    /// <summary>Proven equal.</summary>
    Same,

    /// <summary>Proven or numerically shown to differ.</summary>
    Different,

    /// <summary>Neither.</summary>
    Unknown,
}

/// <summary>Sameness of wholes from that of their parts.</summary>
internal static class SamenessExtensions
{
    /// <summary>Wholes are the same when all parts are; one different part decides.</summary>
    public static Sameness And(this Sameness first, Func<Sameness> second)
    {
        if (first == Sameness.Different)
        {
            return first;
        }

        var other = second();
        return other == Sameness.Same ? first : other;
    }

    /// <summary>The first reading that proves equality, else the less certain of both.</summary>
    public static Sameness Or(this Sameness first, Func<Sameness> second)
    {
        if (first == Sameness.Same)
        {
            return first;
        }

        var other = second();
        return other == Sameness.Different ? first : other;
    }

    public static Sameness Of(bool same) => same ? Sameness.Same : Sameness.Different;
}
