using System.Text;

namespace QuantGrpc.Llama.Grammar;

/// <summary>Code points from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
internal readonly record struct CodePointRange(int Low, int High);

/// <summary>An immutable set of code points that UTF-8 can write: surrogates are never in it.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    private const int Last = 0x10FFFF;

    private readonly CodePointRange[] _ranges;
    private readonly UInt128 _ascii;
    private readonly int _hash;

    private CodePointSet(CodePointRange[] normalized)
    {
        _ranges = normalized;
        var hash = default(HashCode);
        foreach (var range in _ranges)
        {
            hash.Add(range);
            for (var c = range.Low; c <= Math.Min(range.High, 127); c++)
            {
                _ascii |= UInt128.One << c;
            }
        }

        _hash = hash.ToHashCode();
    }

    public bool IsEmpty => _ranges.Length == 0;

    public ReadOnlySpan<CodePointRange> Ranges => _ranges;

    public static CodePointSet Of(IEnumerable<CodePointRange> ranges) => new([.. Normalize(ranges)]);

    /// <summary>The set of one code point that is no surrogate.</summary>
    public static CodePointSet Of(Rune character) => new([new CodePointRange(character.Value, character.Value)]);

    public static CodePointSet AllBut(IEnumerable<CodePointRange> ranges)
    {
        var rest = new List<CodePointRange>();
        var next = 0;
        foreach (var range in Normalize(ranges))
        {
            rest.Add(new CodePointRange(next, range.Low - 1));
            next = range.High + 1;
        }

        rest.Add(new CodePointRange(next, Last));
        return Of(rest);
    }

    public bool Contains(int codePoint) =>
        codePoint < 128 ? (_ascii >> codePoint & UInt128.One) != UInt128.Zero : Intersects(codePoint, codePoint);

    public bool Intersects(int low, int high)
    {
        var first = 0;
        var end = _ranges.Length;
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_ranges[middle].High < low)
            {
                first = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return first < _ranges.Length && _ranges[first].Low <= high;
    }

    public bool Equals(CodePointSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    public override int GetHashCode() => _hash;

    private static List<CodePointRange> Normalize(IEnumerable<CodePointRange> ranges)
    {
        var merged = new List<CodePointRange>();
        foreach (var range in WithoutSurrogates(ranges).OrderBy(r => r.Low))
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High + 1)
            {
                merged[^1] = merged[^1] with { High = Math.Max(merged[^1].High, range.High) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private static IEnumerable<CodePointRange> WithoutSurrogates(IEnumerable<CodePointRange> ranges)
    {
        foreach (var range in ranges)
        {
            var below = range with { High = Math.Min(range.High, 0xD7FF) };
            var above = range with { Low = Math.Max(range.Low, 0xE000) };
            if (below.Low <= below.High)
            {
                yield return below;
            }

            if (above.Low <= above.High)
            {
                yield return above;
            }
        }
    }
}
