using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Where things lie in a file.</summary>
/// <param name="Version">2 or 3.</param>
/// <param name="Alignment">Each tensor's data begins at a multiple of it.</param>
/// <param name="DataStart">Offset of the first tensor's data.</param>
/// <param name="FileSize">Bytes of the file.</param>
public sealed record GgufLayout(uint Version, uint Alignment, long DataStart, long FileSize);

/// <summary>A whole, checked header.</summary>
/// <param name="file">Where it came from.</param>
/// <param name="layout">Where things lie.</param>
/// <param name="metadata">Values by key, in the file's order.</param>
/// <param name="tensors">Tensors in the file's order.</param>
public sealed class GgufHeader(
    string file, GgufLayout layout, IReadOnlyDictionary<string, GgufValue> metadata, ImmutableArray<GgufTensor> tensors)
{
    /// <summary>The file's path, or the name given for a stream.</summary>
    public string File => file;

    /// <summary>Where things lie.</summary>
    public GgufLayout Layout => layout;

    /// <summary>Values by key, in the file's order.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata => metadata;

    /// <summary>Tensors in the file's order.</summary>
    public ImmutableArray<GgufTensor> Tensors => tensors;

    /// <summary>What the file is for.</summary>
    /// <exception cref="GgufFormatException">The keys that tell are of the wrong type.</exception>
    public GgufKind Kind => GgufKinds.Of(this);

    /// <summary>The text under a key; null where the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no text.</exception>
    public string? Text(string key) => metadata.GetValueOrDefault(key) switch
    {
        null => null,
        GgufText text => text.Value,
        var other => throw Wrong(key, other, "a text"),
    };

    /// <summary>The integer under a key; null where the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no integer from <paramref name="min"/> to <paramref name="max"/>.</exception>
    public int? Integer(string key, int min, int max) =>
        metadata.TryGetValue(key, out var value) ? Integer(key, value, min, max) : null;

    /// <summary>
    /// One integer for each of <paramref name="count"/> layers: an array of that length, or a single value for all. Null where
    /// the key is absent.
    /// </summary>
    /// <exception cref="GgufFormatException">Anything else, or an integer out of range.</exception>
    public ImmutableArray<int>? IntegerPerLayer(string key, int count, int max)
    {
        if (!metadata.TryGetValue(key, out var value))
        {
            return null;
        }
        if (value is not GgufArray array)
        {
            return [.. Enumerable.Repeat(Integer(key, value, 0, max), count)];
        }
        return array.IsKept && array.Count == count
            ? [.. array.Elements.Select(element => Integer(key, element, 0, max))]
            : throw Wrong(key, value, $"one integer, or {count}");
    }

    /// <summary>A fault in the value of a key.</summary>
    internal GgufFormatException Wrong(string key, GgufValue value, string allowed) =>
        new(file, value.Offset, $"'{key}' is {Describe(value)}", allowed);

    /// <summary>A key that must be there.</summary>
    internal GgufFormatException Missing(string key) => new(file, 0, $"the metadata lacks '{key}'", "a model that states it");

    private int Integer(string key, GgufValue value, int min, int max) =>
        value is GgufInteger { Value: var n } && n >= min && n <= max ? (int)n : throw Wrong(key, value, $"an integer from {min} to {max}");

    private static string Describe(GgufValue value) => value switch
    {
        GgufInteger integer => integer.Value.ToString(),
        GgufReal real => real.Value.ToString("R"),
        GgufBoolean boolean => boolean.Value.ToString(),
        GgufText text => $"a text of {text.Value.Length} characters",
        GgufArray array => $"an array of {array.Count} elements of type {array.ElementType}",
        _ => "unknown",
    };
}
