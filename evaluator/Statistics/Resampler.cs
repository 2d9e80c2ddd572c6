namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Draws with replacement and shuffles for resampling: SplitMix64 (Steele, Lea and Flood 2014), seeded from the caller's generator.
/// A seeded <see cref="Random"/> spends several times as long on a bounded draw, and a bootstrap does nothing but draw.
/// </summary>
internal sealed class Resampler(Random chance)
{
    private ulong _state = (ulong)chance.NextInt64();

    /// <summary>Uniform from 0 to <paramref name="bound"/> - 1; the bias of the multiplication is below 2^-32.</summary>
    public int Next(int bound) => (int)Math.BigMul(Mix(), (ulong)bound, out _);

    public bool Coin() => (Mix() & 1) == 1;

    /// <summary>Indices of a resample of <paramref name="bound"/> things.</summary>
    public void Fill(Span<int> indices, int bound)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = Next(bound);
        }
    }

    /// <summary>Fisher and Yates.</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private ulong Mix()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
