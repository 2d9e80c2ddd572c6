using CsCheck;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Tests.Server.Engine;

/// <summary>Rows of every shape that has once misled a sampler.</summary>
internal static class SampleRows
{
    public static readonly Gen<int> Vocabularies = Gen.Frequency((8, Gen.Const(3)), (8, Gen.Const(1_600)), (1, Gen.Const(128_256)));

    /// <summary>A bell, ties, minus infinities, flat, one-hot, rising, falling, nearly empty, wide.</summary>
    public const int Shapes = 9;

    public static Gen<float[]> Any { get; } = Gen.Select(Vocabularies, Gen.Int[0, Shapes - 1], Gen.Int[0, int.MaxValue - 1])
        .Select((vocabulary, shape, seed) => Create(shape, vocabulary, seed));

    public static float[] Create(int shape, int vocabulary, int seed) =>
        [.. Enumerable.Range(0, vocabulary).Select(id => Logit(shape, id, vocabulary, Noise(seed, id), Noise(seed + 1, id)))];

    private static float Logit(int shape, int id, int vocabulary, float noise, float chance) => shape switch
    {
        0 => 8 * noise * noise * noise,
        1 => MathF.Round(12 * noise) / 2,
        2 => chance < 0 && id > 0 ? float.NegativeInfinity : 10 * noise,
        3 => 1.5f,
        4 => id == vocabulary / 2 ? 30 : -30,
        5 => 20f * id / vocabulary,
        6 => -20f * id / vocabulary,
        7 => id == vocabulary - 1 || chance > 0.999f ? 2 * noise : float.NegativeInfinity,
        _ => 900 * noise,
    };

    // Uniform from -1 to 1.
    private static float Noise(int seed, int id) => (float)((2 * PositionRandom.Uniform((ulong)seed, sample: 0, id)) - 1);
}
