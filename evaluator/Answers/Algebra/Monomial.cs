namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>A generator to a power.</summary>
internal readonly record struct Factor(Generator Generator, int Power)
{
    public override string ToString() => Power == 1 ? Generator.Key : $"{Generator.Key}^{Power}";
}

/// <summary>A product of powers of generators, ordered by their keys, so that equal products are equal.</summary>
internal sealed class Monomial : IEquatable<Monomial>, IComparable<Monomial>
{
    private const int HighestPower = 1_000_000_000;

    public static readonly Monomial One = new([]);

    private readonly Factor[] _factors;
    private readonly int _hash;

    private Monomial(Factor[] factors)
    {
        _factors = factors;
        var hash = new HashCode();
        foreach (var factor in factors)
        {
            hash.Add(factor.Generator.Key);
            hash.Add(factor.Power);
        }

        _hash = hash.ToHashCode();
    }

    public IReadOnlyList<Factor> Factors => _factors;

    public bool IsOne => _factors.Length == 0;

    /// <summary>The first factor whose power a relation lowers.</summary>
    public Factor? Reducible => Array.Find(_factors, static f => f.Generator.Relation is { } r && f.Power >= r.Degree) is { Power: > 0 } found ? found : null;

    public static Monomial Of(Generator generator, int power = 1) => power == 0 ? One : new([new Factor(generator, power)]);

    public int PowerOf(Generator generator) => Array.Find(_factors, f => f.Generator.Key == generator.Key).Power;

    public Monomial Times(Monomial other)
    {
        if (IsOne || other.IsOne)
        {
            return IsOne ? other : this;
        }

        var product = new List<Factor>(_factors.Length + other._factors.Length);
        var (i, j) = (0, 0);
        while (i < _factors.Length && j < other._factors.Length)
        {
            var order = string.CompareOrdinal(_factors[i].Generator.Key, other._factors[j].Generator.Key);
            product.Add(order < 0 ? _factors[i] : order > 0 ? other._factors[j] : Joined(_factors[i], other._factors[j].Power));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        product.AddRange(_factors.AsSpan(i));
        product.AddRange(other._factors.AsSpan(j));
        return new Monomial([.. product.Where(static f => f.Power != 0)]);
    }

    /// <summary>Every power times a number.</summary>
    /// <exception cref="UngradableException">A power beyond a milliard.</exception>
    public Monomial Raised(int exponent) => new([.. _factors.Select(f => new Factor(f.Generator, Checked((long)f.Power * exponent)))]);

    /// <summary>The largest product that divides both.</summary>
    public Monomial CommonWith(Monomial other) =>
        new([.. _factors.Select(f => new Factor(f.Generator, Math.Min(f.Power, other.PowerOf(f.Generator)))).Where(static f => f.Power != 0)]);

    /// <summary>Only the factors that a predicate takes.</summary>
    public Monomial Where(Func<Factor, bool> take) => Array.TrueForAll(_factors, f => take(f)) ? this : new([.. _factors.Where(take)]);

    public bool Equals(Monomial? other) => other is not null && _hash == other._hash && _factors.AsSpan().SequenceEqual(other._factors);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => _hash;

    public int CompareTo(Monomial? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => string.Join('*', _factors);

    private static Factor Joined(Factor factor, int power) => new(factor.Generator, Checked((long)factor.Power + power));

    private static int Checked(long power) =>
        Math.Abs(power) <= HighestPower ? (int)power : throw new UngradableException($"a power beyond {HighestPower}");
}
