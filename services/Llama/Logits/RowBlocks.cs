using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantGrpc.Llama.Logits;

/// <summary>
/// The largest logit of each block of a row: from them the largest, the runner-up and the likeliest tokens are found without
/// looking at the row again, a few blocks aside.
/// </summary>
internal readonly ref struct RowBlocks
{
    /// <summary>Most blocks of a row: the length of the buffer that <see cref="Measure"/> takes.</summary>
    public const int MaxCount = 2048;

    private const int MinLength = 128;
    private readonly ReadOnlySpan<float> _row;

    private RowBlocks(ReadOnlySpan<float> row, ReadOnlySpan<float> maxima, int length)
    {
        _row = row;
        Maxima = maxima;
        Length = length;
        Largest = FirstOf(LargestOf(maxima));
    }

    /// <summary>The largest logit of each block.</summary>
    public ReadOnlySpan<float> Maxima { get; }

    /// <summary>Logits of a block; the last may be shorter.</summary>
    public int Length { get; }

    /// <summary>Index of the row's largest logit, the lowest among equals.</summary>
    public int Largest { get; }

    public float Max => _row[Largest];

    /// <summary>Walks a row once. The one place that refuses what is no logit.</summary>
    /// <exception cref="ArgumentException">The row is empty.</exception>
    /// <exception cref="NotFiniteNumberException">The row holds NaN or plus infinity.</exception>
    public static RowBlocks Measure(ReadOnlySpan<float> row, Span<float> buffer)
    {
        if (row.IsEmpty)
        {
            throw new ArgumentException("a row of logits holds at least one, this one is empty", nameof(row));
        }

        var length = Math.Max(MinLength, (int)BitOperations.RoundUpToPowerOf2((uint)(((long)row.Length + MaxCount - 1) / MaxCount)));
        var maxima = buffer[..(((row.Length - 1) / length) + 1)];
        for (var block = 0; block < maxima.Length; block++)
        {
            var start = block * length;
            var max = LargestOf(row.Slice(start, Math.Min(length, row.Length - start)));
            if (!(max < float.PositiveInfinity)) // NaN compares false
            {
                throw Refusal(row);
            }

            maxima[block] = max;
        }

        return new RowBlocks(row, maxima, length);
    }

    public ReadOnlySpan<float> Block(int block) => _row.Slice(block * Length, Math.Min(Length, _row.Length - (block * Length)));

    /// <summary>The largest logit of all but <see cref="Largest"/>; minus infinity where there is no other.</summary>
    public float RunnerUp()
    {
        var own = Largest / Length;
        var best = float.NegativeInfinity;
        for (var block = 0; block < Maxima.Length; block++)
        {
            best = block == own ? best : Math.Max(best, Maxima[block]);
        }

        var near = Block(own);
        for (var i = 0; i < near.Length; i++)
        {
            best = (own * Length) + i == Largest ? best : Math.Max(best, near[i]);
        }

        return best;
    }

    // Propagates NaN: Vector256.Max does, as IEEE 754's maximum.
    private static float LargestOf(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        var first = Vector256.Create(float.NegativeInfinity);
        var second = first;
        var at = 0;
        for (; at + 1 < vectors.Length; at += 2)
        {
            first = Vector256.Max(first, vectors[at]);
            second = Vector256.Max(second, vectors[at + 1]);
        }

        first = at < vectors.Length ? Vector256.Max(first, vectors[at]) : first;
        first = Vector256.Max(first, second);
        var max = float.NegativeInfinity;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            max = MathF.Max(max, first[lane]);
        }

        foreach (var value in values[(vectors.Length * Vector256<float>.Count)..])
        {
            max = MathF.Max(max, value);
        }

        return max;
    }

    private static NotFiniteNumberException Refusal(ReadOnlySpan<float> row)
    {
        var id = 0;
        while (row[id] < float.PositiveInfinity)
        {
            id++;
        }

        return new NotFiniteNumberException($"the logit of token {id} is {row[id]}; a logit is a finite number or minus infinity", row[id]);
    }

    private int FirstOf(float max)
    {
        var block = Maxima.IndexOf(max);
        return (block * Length) + Block(block).IndexOf(max);
    }
}
