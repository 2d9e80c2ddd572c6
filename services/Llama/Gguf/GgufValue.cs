using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>One metadata value.</summary>
/// <param name="Type">Its type in the file.</param>
/// <param name="Offset">Where the value begins in the file; 0 for values that were not read.</param>
public abstract record GgufValue(GgufValueType Type, long Offset)
{
    /// <summary>A text, to be written.</summary>
    public static GgufValue Of(string text) => new GgufText(text, 0);

    /// <summary>A truth value, to be written.</summary>
    public static GgufValue Of(bool value) => new GgufBoolean(value, 0);

    /// <summary>A 32-bit count, to be written: the type that llama.cpp expects of nearly every number.</summary>
    public static GgufValue Of(uint value) => new GgufInteger(GgufValueType.UInt32, value, 0);

    /// <summary>A 32-bit float, to be written.</summary>
    public static GgufValue Of(float value) => new GgufReal(GgufValueType.Float32, value, 0);

    /// <summary>An array of texts, to be written.</summary>
    public static GgufValue Of(IEnumerable<string> texts) => ArrayOf(GgufValueType.Text, texts.Select(Of));

    /// <summary>An array of integers of one type, to be written.</summary>
    public static GgufValue Of(GgufValueType elementType, IEnumerable<long> numbers) =>
        ArrayOf(elementType, numbers.Select(n => new GgufInteger(elementType, n, 0)));

    private static GgufArray ArrayOf(GgufValueType elementType, IEnumerable<GgufValue> elements)
    {
        ImmutableArray<GgufValue> all = [.. elements];
        return new GgufArray(elementType, all.Length, all, 0);
    }
}

/// <summary>An integer of any width and sign.</summary>
public sealed record GgufInteger(GgufValueType Type, Int128 Value, long Offset) : GgufValue(Type, Offset);

/// <summary>A 32- or 64-bit float.</summary>
public sealed record GgufReal(GgufValueType Type, double Value, long Offset) : GgufValue(Type, Offset);

/// <summary>A truth value.</summary>
public sealed record GgufBoolean(bool Value, long Offset) : GgufValue(GgufValueType.Bool, Offset);

/// <summary>A text; bytes that are not UTF-8 were read as U+FFFD.</summary>
public sealed record GgufText(string Value, long Offset) : GgufValue(GgufValueType.Text, Offset);

/// <summary>An array. Long ones (token lists) are walked and checked, but only their count is kept.</summary>
/// <param name="ElementType">Type of every element; never an array.</param>
/// <param name="Count">Elements in the file.</param>
/// <param name="Elements">The elements, or none where there are more than <see cref="KeptElements"/>.</param>
/// <param name="Offset">Where the value begins in the file.</param>
public sealed record GgufArray(GgufValueType ElementType, long Count, ImmutableArray<GgufValue> Elements, long Offset)
    : GgufValue(GgufValueType.Array, Offset)
{
    /// <summary>Arrays up to this length keep their elements: enough for one number a layer.</summary>
    public const int KeptElements = 1024;

    /// <summary>Whether <see cref="Elements"/> holds them all.</summary>
    public bool IsKept => Elements.Length == Count;
}
