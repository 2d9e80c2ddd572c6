namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// The seed of one generation. Each sample is a request of its own: a cell is asked for, cut, resumed and found again alone, and K may be
/// more than a server's sequences. The sample's index is folded into the seed; sample 0 keeps the seed, so that a run of one
/// sample and the first of many are the same cells.
/// </summary>
internal static class Seeds
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <param name="seed">The run's.</param>
    /// <param name="sample">From 0.</param>
    /// <param name="isRepeat">Whether it is the noise floor's.</param>
    public static ulong Of(ulong seed, int sample, bool isRepeat)
    {
        var own = isRepeat ? Mixed(~seed) : seed;
        return sample == 0 ? own : Mixed(own + (Golden * (ulong)sample));
    }

    // SplitMix64's finalizer (Steele, Lea, Flood 2014): neighbours become unlike.
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
