using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Draws from a whole row: a block by its sum, then a token of it. Owned by one thread.</summary>
internal sealed class RowDraw(int vocabulary)
{
    private const int BlockLength = 256;
    private readonly double[] _sums = new double[((vocabulary - 1) / BlockLength) + 1];
    private readonly double[] _weights = new double[BlockLength];

    public Draw Draw(ReadOnlySpan<float> row, double max, double scale, double random)
    {
        var total = 0.0;
        for (var block = 0; block < _sums.Length; block++)
        {
            total += _sums[block] = LogitRow.SumOfWeights(Block(row, block), max, scale);
        }

        var picked = Pick(_sums, random * total);
        var logits = Block(row, picked.Index);
        for (var i = 0; i < logits.Length; i++)
        {
            _weights[i] = Math.Exp((logits[i] - max) * scale);
        }

        var token = Pick(_weights.AsSpan(0, logits.Length), picked.Rest).Index;
        return new Draw(new TokenId((picked.Index * BlockLength) + token), ((logits[token] - max) * scale) - Math.Log(total));
    }

    /// <summary>Where the cumulated weights pass a target; the last weight above 0 where rounding puts it beyond the end.</summary>
    public static Picked Pick(ReadOnlySpan<double> weights, double target)
    {
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                if (target < weights[i])
                {
                    break;
                }

                target -= weights[i];
            }
        }

        return new Picked(last, target);
    }

    private static ReadOnlySpan<float> Block(ReadOnlySpan<float> row, int block) =>
        row.Slice(block * BlockLength, Math.Min(BlockLength, row.Length - (block * BlockLength)));

    /// <summary>A weight, and how far into it the target lies.</summary>
    internal readonly record struct Picked(int Index, double Rest);
}
