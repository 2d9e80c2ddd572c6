using System.Collections.Frozen;
using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>A unit: two of one dimension and power are converted exactly.</summary>
internal sealed record Unit(string Dimension, Rational Factor, int Power = 1)
{
    /// <summary>How many of the base unit's power it is.</summary>
    public Rational Size => Factor.Power(Power);
}

/// <summary>The units that answers carry. Others are words without meaning for the value.</summary>
internal static class UnitNames
{
    // Of a dimension: names, each with its multiple of the base unit.
    private static readonly FrozenDictionary<string, Unit> Known = new[]
    {
        ("length", "mm 1 millimeter 1 millimeters 1 cm 10 centimeter 10 centimeters 10 m 1000 meter 1000 meters 1000 km 1000000 kilometer 1000000 kilometers 1000000 "
            + "in 127/5 inch 127/5 inches 127/5 ft 1524/5 foot 1524/5 feet 1524/5 yd 4572/5 yard 4572/5 yards 4572/5 mi 1609344 mile 1609344 miles 1609344"),
        ("time", "s 1 sec 1 second 1 seconds 1 min 60 minute 60 minutes 60 h 3600 hr 3600 hrs 3600 hour 3600 hours 3600 day 86400 days 86400 week 604800 weeks 604800"),
        ("mass", "g 1 gm 1 gram 1 grams 1 kg 1000 kilogram 1000 kilograms 1000"),
        ("weight", "oz 1 ounce 1 ounces 1 lb 16 lbs 16 pound 16 pounds 16 ton 32000 tons 32000"),
        ("money", "cent 1 cents 1 dollar 100 dollars 100 usd 100"),
        ("speed", "mph 1"),
        ("before noon", "am 1"),
        ("after noon", "pm 1"),
    }.SelectMany(static d => d.Item2.Split(' ').Chunk(2).Select(p => (Name: p[0], Unit: new Unit(d.Item1, Fraction(p[1])))))
        .ToFrozenDictionary(static p => p.Name, static p => p.Unit, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Plain =
        "unit units square sq cubic euro euros people students ways liters gallons acres points dollars meals".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether letters after a number are a unit without being marked as text.</summary>
    public static bool IsPlainUnit(string word) => word.Length > 1 && word != "in" && (Known.ContainsKey(word.ToLowerInvariant()) || Plain.Contains(word));

    /// <summary>Whether a single letter of text after a number is a unit.</summary>
    public static bool IsLetterUnit(string letter) => letter is "m" or "s" or "g" or "h" or "L";

    /// <summary>What a dollar sign says.</summary>
    public static Unit Dollars { get; } = Known["dollars"];

    public static Unit? Of(string word) => Known.GetValueOrDefault(word.ToLowerInvariant());

    private static Rational Fraction(string text) =>
        text.Split('/') is [var top, var bottom] ? Rational.Parse(top) / Rational.Parse(bottom) : Rational.Parse(text);
}
