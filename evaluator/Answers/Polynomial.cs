using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>
/// A polynomial with exact coefficients in normal form: a coefficient for each product of powers of atoms. Atoms are variables,
/// constants such as pi, and square roots of square-free whole numbers, whose squares dissolve. Equal values have equal forms as
/// long as variables are free and constants transcendental or independent roots.
/// </summary>
internal sealed class Polynomial
{
    private const int MostTerms = 500;
    private const int MostDigits = 20_000;

    private readonly ImmutableSortedDictionary<string, Rational> _terms;

    private Polynomial(ImmutableSortedDictionary<string, Rational> terms) => _terms = terms;

    /// <summary>The value, where there is no atom in it.</summary>
    public Rational? Constant => _terms.Count == 0 ? Rational.Zero : _terms.Count == 1 && _terms.TryGetValue("", out var c) ? c : null;

    public static Polynomial Of(Rational value) =>
        new(value.IsZero ? ImmutableSortedDictionary<string, Rational>.Empty : ImmutableSortedDictionary<string, Rational>.Empty.Add("", value));

    public static Polynomial Atom(string name) => new(ImmutableSortedDictionary<string, Rational>.Empty.Add($"{name}^1", Rational.One));

    /// <summary>The square root of a fraction, with all square factors taken out.</summary>
    /// <exception cref="UngradableException">Negative, or too large to factor.</exception>
    public static Polynomial Root(Rational value)
    {
        if (value.Numerator.Sign < 0)
        {
            throw new UngradableException("root of a negative number");
        }

        // sqrt(p/q) = sqrt(pq)/q
        var root = SquareFree.Of(value.Numerator * value.Denominator);
        var factor = Of(new Rational(root.Outside, value.Denominator));
        return root.Inside.IsZero ? Of(Rational.Zero) : root.Inside.IsOne ? factor : factor.Times(Atom($"√{root.Inside}"));
    }

    public Polynomial Plus(Polynomial other)
    {
        var terms = _terms.ToBuilder();
        foreach (var (product, coefficient) in other._terms)
        {
            Add(terms, product, coefficient);
        }

        return Checked(terms);
    }

    public Polynomial Negated() => new(_terms.ToImmutableSortedDictionary(t => t.Key, t => -t.Value));

    public Polynomial Times(Polynomial other)
    {
        if ((long)_terms.Count * other._terms.Count > MostTerms * 10)
        {
            throw new UngradableException("a product of too many terms");
        }

        var terms = ImmutableSortedDictionary.CreateBuilder<string, Rational>();
        foreach (var (left, a) in _terms)
        {
            foreach (var (right, b) in other._terms)
            {
                AddProduct(terms, left, right, a * b);
            }
        }

        return Checked(terms);
    }

    /// <summary>Quotient by one term; other divisors are beyond this form.</summary>
    /// <exception cref="UngradableException">The divisor has several terms or is zero.</exception>
    public Polynomial Over(Polynomial divisor)
    {
        if (divisor._terms.Count != 1)
        {
            throw new UngradableException(divisor._terms.Count == 0 ? "division by zero" : "division by a sum");
        }

        var (product, coefficient) = divisor._terms.First();
        var inverse = string.Join('*', Factors(product).Select(f => $"{f.Name}^{-f.Power}"));
        var terms = ImmutableSortedDictionary.CreateBuilder<string, Rational>();
        foreach (var (own, a) in _terms)
        {
            AddProduct(terms, own, inverse, a / coefficient);
        }

        return Checked(terms);
    }

    /// <summary>A whole power, at most 1,000 either way.</summary>
    /// <exception cref="UngradableException">The exponent or the result is too large.</exception>
    public Polynomial Power(BigInteger exponent)
    {
        if (BigInteger.Abs(exponent) > 1000)
        {
            throw new UngradableException($"exponent {(exponent.GetBitLength() > 64 ? "of many digits" : exponent.ToString())} beyond 1000");
        }

        var result = Of(Rational.One);
        for (var i = 0; i < (int)BigInteger.Abs(exponent); i++)
        {
            result = result.Times(this);
        }

        return exponent.Sign < 0 ? Of(Rational.One).Over(result) : result;
    }

    /// <summary>Whether it is one variable and nothing else.</summary>
    public bool IsSingleVariable => _terms.Count == 1 && _terms.First() is { Key: [_, '^', '1'], Value: var one } && one == Rational.One;

    /// <summary>Whether it is a multiple of the other by a number other than zero.</summary>
    public bool IsMultipleOf(Polynomial other)
    {
        if (_terms.Count == 0 || other._terms.Count == 0)
        {
            return _terms.Count == other._terms.Count;
        }

        var factor = _terms.First().Value / other._terms.First().Value;
        return Same(other.Times(Of(factor)));
    }

    public bool Same(Polynomial other) => _terms.SequenceEqual(other._terms);

    public override string ToString() => _terms.Count == 0 ? "0" : string.Join(" + ", _terms.Select(t =>
        t.Key.Length == 0 ? $"{t.Value}" : t.Value == Rational.One ? t.Key : $"{t.Value}*{t.Key}"));

    private static void AddProduct(
        ImmutableSortedDictionary<string, Rational>.Builder terms, string left, string right, Rational coefficient)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, power) in Factors(left).Concat(Factors(right)))
        {
            powers[name] = powers.GetValueOrDefault(name) + power;
        }

        var product = new List<string>();
        var inside = BigInteger.One;
        foreach (var (name, power) in powers)
        {
            if (name[0] == '√')
            {
                // √n to an even power is n to half of it; what is left of all roots joins into one.
                var n = BigInteger.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
                var odd = ((power % 2) + 2) % 2;
                coefficient *= Rational.Power(n, (power - odd) / 2);
                inside *= odd == 1 ? n : BigInteger.One;
            }
            else if (power != 0)
            {
                product.Add($"{name}^{power}");
            }
        }

        if (!inside.IsOne)
        {
            var root = SquareFree.Of(inside);
            coefficient *= new Rational(root.Outside);
            product.AddRange(root.Inside.IsOne ? [] : [$"√{root.Inside}^1"]);
        }

        Add(terms, string.Join('*', product), coefficient);
    }

    private static IEnumerable<Factor> Factors(string product) => product.Length == 0
        ? []
        : product.Split('*').Select(f => new Factor(f[..f.LastIndexOf('^')], int.Parse(f.AsSpan(f.LastIndexOf('^') + 1), CultureInfo.InvariantCulture)));

    private static void Add(ImmutableSortedDictionary<string, Rational>.Builder terms, string product, Rational coefficient)
    {
        var sum = terms.TryGetValue(product, out var there) ? there + coefficient : coefficient;
        if (sum.IsZero)
        {
            terms.Remove(product);
        }
        else
        {
            terms[product] = sum;
        }
    }

    private static Polynomial Checked(ImmutableSortedDictionary<string, Rational>.Builder terms)
    {
        if (terms.Count > MostTerms)
        {
            throw new UngradableException($"more than {MostTerms} terms");
        }

        return terms.Values.Any(v => v.Numerator.GetBitLength() + v.Denominator.GetBitLength() > MostDigits * 4)
            ? throw new UngradableException($"a number of more than {MostDigits} digits")
            : new Polynomial(terms.ToImmutable());
    }

    private readonly record struct Factor(string Name, int Power);
}
