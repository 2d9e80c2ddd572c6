namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// Random numbers addressed by (seed, sample, position): never by the batch, nor by what was drawn before, so that a stream goes
/// on elsewhere as it would have here. Finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
/// </summary>
internal static class PositionRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public static double Uniform(ulong seed, int sample, int position) =>
        (Mix(Mix(Mix(seed) + (ulong)sample) + (ulong)position) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
