using System.Numerics;

namespace QuantGrpc.Evaluator.Answers.Algebra;

/// <summary>What a generator to the power of its degree is.</summary>
internal sealed record Relation(int Degree, Polynomial Value);

/// <summary>
/// What polynomials are made of: a variable, a constant, the imaginary unit, a root, or a function of an argument. Two with one key
/// are one.
/// </summary>
internal sealed class Generator(string key) : IEquatable<Generator>
{
    /// <summary>The imaginary unit.</summary>
    public static readonly Generator I = new("i")
    {
        IsAlgebraic = true, Relation = new Relation(2, Polynomial.Of(-Rational.One)), Value = static _ => Complex.ImaginaryOne,
    };

    public static readonly Generator Pi = new("pi") { IsTranscendental = true, Value = static _ => Math.PI };

    public static readonly Generator E = new("e") { IsTranscendental = true, Value = static _ => Math.E };

    /// <summary>Free like a variable, so that it differs from all else.</summary>
    public static readonly Generator Infinity = new("infinity") { IsFree = true, Value = static _ => double.PositiveInfinity };

    public string Key { get; } = key;

    /// <summary>A variable.</summary>
    public bool IsFree { get; private init; }

    /// <summary>A number that solves no polynomial with algebraic coefficients.</summary>
    public bool IsTranscendental { get; private init; }

    /// <summary>A number that solves one.</summary>
    public bool IsAlgebraic { get; private init; }

    public Relation? Relation { get; private init; }

    /// <summary>Its value at a sample point.</summary>
    public required Func<int, Complex> Value { get; init; }

    public static Generator Variable(string name) => new(name) { IsFree = true, Value = point => SamplePoint.Of(name, point) };

    /// <summary>A root of a radicand whose value is positive where all in it is a number.</summary>
    public static Generator Root(int degree, Polynomial radicand) => new($"root{degree}({radicand})")
    {
        Relation = new Relation(degree, radicand),
        IsAlgebraic = radicand.Generators.All(static g => g.IsAlgebraic),
        Value = point => Complex.Pow(radicand.ValueAt(point), 1.0 / degree),
    };

    /// <summary>A function's value, of which nothing is known but its number and, where given, its relation.</summary>
    public static Generator Function(string key, Func<int, Complex> value, Relation? relation = null) => new(key) { Value = value, Relation = relation };

    public bool Equals(Generator? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as Generator);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Key;
}

/// <summary>Where variables are looked at: the same name and number always give the same value between 0.3 and 2.6.</summary>
internal static class SamplePoint
{
    public const int Count = 3;

    public static double Of(string name, int point)
    {
        var hash = 2166136261u + ((uint)point * 0x9E3779B9u);
        foreach (var c in name)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 15;
        return 0.3 + (2.3 * ((hash * 0x85EBCA6Bu) / (double)uint.MaxValue));
    }
}
