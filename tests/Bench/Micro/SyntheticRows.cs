using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Bench.Micro;

/// <summary>
/// Seeded rows shaped like a language model's: a bell of standard deviation 2.5 over the vocabulary, and a few tokens of a geometric
/// ladder far above it that hold most of the mass.
/// </summary>
internal static class SyntheticRows
{
    private const int Ladder = 12;

    public static float[][] Create(int rows, int vocabulary) => [.. Enumerable.Range(0, rows).Select(row => Create((ulong)row, vocabulary))];

    /// <summary>The bell alone.</summary>
    public static float[][] Flat(int rows, int vocabulary) => [.. Enumerable.Range(0, rows).Select(row => Bell((ulong)row, vocabulary))];

    private static float[] Create(ulong seed, int vocabulary)
    {
        var row = Bell(seed, vocabulary);
        for (var step = 0; step < Ladder; step++)
        {
            row[(int)(vocabulary * PositionRandom.Uniform(seed, sample: 2, step))] = 20 - (0.8f * step);
        }

        return row;
    }

    private static float[] Bell(ulong seed, int vocabulary)
    {
        var row = new float[vocabulary];
        for (var id = 0; id < vocabulary; id++)
        {
            // Box and Muller's normal deviate.
            var radius = Math.Sqrt(-2 * Math.Log(1 - PositionRandom.Uniform(seed, sample: 0, id)));
            row[id] = (float)(2.5 * radius * Math.Cos(Math.Tau * PositionRandom.Uniform(seed, sample: 1, id)));
        }

        return row;
    }
}
