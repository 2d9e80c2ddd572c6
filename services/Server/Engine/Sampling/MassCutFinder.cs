namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// Finds a <see cref="MassCut"/> without sorting: masses by the leading bits of the score, then of those in the bucket that holds
/// the cut by the next bits. Three walks whatever the scores are. Owned by one thread.
/// </summary>
internal sealed class MassCutFinder
{
    private const int Bits = 11;
    private readonly double[] _masses = new double[1 << Bits];

    /// <summary>The cut of a set that is not empty; all of it where it has less than that mass.</summary>
    public MassCut Find(ReadOnlySpan<float> scores, ReadOnlySpan<double> weights, double mass)
    {
        var above = 0.0;
        var prefix = 0u;
        var known = 0u; // the bits of prefix that are settled
        for (var shift = 32 - Bits; shift > -Bits; shift -= Bits)
        {
            var place = Math.Max(0, shift);
            Fill(scores, weights, place, prefix, known);
            var bucket = Choose(mass, ref above);
            prefix |= (uint)bucket << place;
            known = uint.MaxValue << place;
        }

        return new MassCut(Score(prefix), above);
    }

    private void Fill(ReadOnlySpan<float> scores, ReadOnlySpan<double> weights, int place, uint prefix, uint known)
    {
        Array.Clear(_masses);
        for (var i = 0; i < scores.Length; i++)
        {
            var order = Order(scores[i]);
            if ((order & known) == prefix)
            {
                _masses[(order & ~known) >> place] += weights[i];
            }
        }
    }

    // The bucket where the mass is reached, or the last that has any.
    private int Choose(double mass, ref double above)
    {
        var last = 0;
        var before = above;
        for (var bucket = _masses.Length - 1; bucket >= 0; bucket--)
        {
            if (_masses[bucket] == 0)
            {
                continue;
            }

            last = bucket;
            before = above;
            if (above + _masses[bucket] >= mass)
            {
                return bucket;
            }

            above += _masses[bucket];
        }

        above = before;
        return last;
    }

    // Unsigned integers in the order of the floats; the two zeros are one.
    private static uint Order(float score)
    {
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        return (bits & 0x8000_0000) == 0 ? bits | 0x8000_0000 : ~bits;
    }

    private static float Score(uint order) =>
        BitConverter.UInt32BitsToSingle((order & 0x8000_0000) == 0 ? ~order : order & 0x7FFF_FFFF);
}
