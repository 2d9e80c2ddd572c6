using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>Rational coefficients of products of generators. The relations of the generators are applied, so many equal values have equal forms.</summary>
internal sealed class Polynomial
{
    public const int MostTerms = 400;

    public static readonly Polynomial Zero = new([]);

    private readonly Dictionary<Monomial, Rational> _terms;

    private Polynomial(Dictionary<Monomial, Rational> terms) => _terms = terms;

    public IReadOnlyDictionary<Monomial, Rational> Terms => _terms;

    public bool IsZero => _terms.Count == 0;

    /// <summary>The value, where there is no generator in it.</summary>
    public Rational? Constant => _terms.Count == 0 ? Rational.Zero : _terms.Count == 1 && _terms.TryGetValue(Monomial.One, out var c) ? c : null;

    /// <summary>Every generator once.</summary>
    public IEnumerable<Generator> Generators => _terms.Keys.SelectMany(static m => m.Factors).Select(static f => f.Generator).Distinct();

    public static Polynomial Of(Rational value) => value.IsZero ? Zero : new(new() { [Monomial.One] = value });

    public static Polynomial Of(Generator generator) => Term(Monomial.Of(generator), Rational.One);

    public static Polynomial Term(Monomial product, Rational coefficient)
    {
        var terms = new Dictionary<Monomial, Rational>();
        Accumulate(terms, product, coefficient);
        return new(terms);
    }

    public Polynomial Plus(Polynomial other)
    {
        if (IsZero || other.IsZero)
        {
            return IsZero ? other : this;
        }

        Effort.Spend(15L * (_terms.Count + other._terms.Count));
        var terms = new Dictionary<Monomial, Rational>(_terms);
        foreach (var (product, coefficient) in other._terms)
        {
            Add(terms, product, coefficient);
        }

        return Checked(terms);
    }

    public Polynomial Negated() => new(_terms.ToDictionary(static t => t.Key, static t => -t.Value));

    public Polynomial Minus(Polynomial other) => Plus(other.Negated());

    public Polynomial Times(Rational factor) =>
        factor.IsZero ? Zero : factor.IsOne ? this : new(_terms.ToDictionary(static t => t.Key, t => t.Value * factor));

    public Polynomial Times(Polynomial other)
    {
        if (other.Constant is { } factor)
        {
            return Times(factor);
        }

        var terms = new Dictionary<Monomial, Rational>();
        foreach (var (left, a) in _terms)
        {
            foreach (var (right, b) in other._terms)
            {
                Effort.Spend(80);
                Accumulate(terms, left.Times(right), a * b);
            }
        }

        return Checked(terms);
    }

    /// <summary>A power that is not negative.</summary>
    /// <exception cref="UngradableException">The result is too large.</exception>
    public Polynomial Power(int exponent)
    {
        if (_terms.Count == 1)
        {
            var (product, coefficient) = _terms.First();
            return Term(product.Raised(exponent), coefficient.Power(exponent));
        }

        if (exponent > MostTerms)
        {
            throw new UngradableException($"a sum to the power {exponent}; at most {MostTerms}");
        }

        var result = Of(Rational.One);
        for (var i = 0; i < exponent && !IsZero; i++)
        {
            result = result.Times(this);
        }

        return IsZero && exponent > 0 ? Zero : result;
    }

    /// <summary>The part of the products that a predicate takes, with the polynomial in the others that stands before it.</summary>
    public Dictionary<Monomial, Polynomial> GroupedBy(Func<Generator, bool> take)
    {
        var groups = new Dictionary<Monomial, Dictionary<Monomial, Rational>>();
        foreach (var (product, coefficient) in _terms)
        {
            var key = product.Where(f => take(f.Generator));
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [];
            }

            Add(group, product.Where(f => !take(f.Generator)), coefficient);
        }

        return groups.ToDictionary(static g => g.Key, static g => new Polynomial(g.Value));
    }

    public Complex ValueAt(int point)
    {
        Effort.Spend(60L * _terms.Count);
        return _terms.Aggregate(Complex.Zero, (sum, t) => sum + t.Key.Factors.Aggregate(
            (Complex)t.Value.ToDouble(), (product, f) => Product(product, Powered(f.Generator.Value(point), f.Power))));
    }

    public bool SameForm(Polynomial other) =>
        _terms.Count == other._terms.Count && _terms.All(t => other._terms.TryGetValue(t.Key, out var theirs) && theirs == t.Value);

    public override string ToString() => IsZero ? "0" : string.Join(" + ", _terms.OrderBy(static t => t.Key).Select(static t =>
        t.Key.IsOne ? $"{t.Value}" : t.Value.IsOne ? $"{t.Key}" : $"{t.Value}*{t.Key}"));

    // Infinity times one has no imaginary part.
    private static Complex Product(Complex a, Complex b) => a.Imaginary == 0 && b.Imaginary == 0 ? a.Real * b.Real : a * b;

    // Complex.Pow of a real number leaves a trace of an imaginary part.
    private static Complex Powered(Complex value, int power) =>
        power == 1 ? value : value.Imaginary == 0 ? Math.Pow(value.Real, power) : Complex.Pow(value, power);

    private static void Accumulate(Dictionary<Monomial, Rational> terms, Monomial product, Rational coefficient)
    {
        if (product.Reducible is not { } factor)
        {
            Add(terms, product, coefficient);
            return;
        }

        var relation = factor.Generator.Relation!;
        var kept = product.Where(f => !f.Generator.Equals(factor.Generator)).Times(Monomial.Of(factor.Generator, factor.Power % relation.Degree));
        foreach (var (other, theirs) in relation.Value.Power(factor.Power / relation.Degree)._terms)
        {
            Effort.Spend(80);
            Accumulate(terms, kept.Times(other), coefficient * theirs);
        }
    }

    private static void Add(Dictionary<Monomial, Rational> terms, Monomial product, Rational coefficient)
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

    private static Polynomial Checked(Dictionary<Monomial, Rational> terms) =>
        terms.Count > MostTerms ? throw new UngradableException($"more than {MostTerms} terms") : new Polynomial(terms);
}
