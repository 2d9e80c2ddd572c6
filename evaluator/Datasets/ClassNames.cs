using System.Globalization;
using System.Text.Json;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Names of class indices, from the key "huggingface" in a Parquet file's metadata: <c>info.features.COLUMN.names</c>, as the Hugging Face
/// datasets library writes it for a column of type ClassLabel.
/// </summary>
internal sealed class ClassNames
{
    private readonly Dictionary<string, IReadOnlyList<string>> _names = [];

    /// <summary>Those of a file; none where it says nothing, or nothing that can be read.</summary>
    public static ClassNames Of(IReadOnlyDictionary<string, string>? metadata)
    {
        var classes = new ClassNames();
        if (metadata?.GetValueOrDefault("huggingface") is { } json)
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                classes.Read(document.RootElement.GetProperty("info").GetProperty("features"));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return new ClassNames();
            }
        }

        return classes;
    }

    /// <summary>The name of a column's class; the value itself where its column has none.</summary>
    public string? NameOf(string column, string? value) =>
        _names.TryGetValue(column, out var names) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < names.Count
            ? names[index]
            : value;

    private void Read(JsonElement features)
    {
        foreach (var feature in features.EnumerateObject())
        {
            if (feature.Value.ValueKind == JsonValueKind.Object && feature.Value.TryGetProperty("names", out var names))
            {
                _names[feature.Name] = [.. names.EnumerateArray().Select(n => n.GetString() ?? "")];
            }
        }
    }
}
