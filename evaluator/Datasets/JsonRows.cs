using System.Text.Json;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows of JSON objects: flat texts and numbers; what nests is left out.</summary>
internal static class JsonRows
{
    private const int LongestLine = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Parses one object.</summary>
    /// <exception cref="DatasetException">No object, too long, or nested too deep.</exception>
    public static Dictionary<string, string?> Parse(string json, string place)
    {
        if (json.Length > LongestLine)
        {
            throw new DatasetException($"{place}: {json.Length} characters; at most {LongestLine} a row are read");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DatasetException($"{place}: a JSON {document.RootElement.ValueKind}, not an object");
            }

            var row = new Dictionary<string, string?>();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                row[field.Name] = field.Value.ValueKind switch
                {
                    JsonValueKind.String => field.Value.GetString(),
                    JsonValueKind.Number => field.Value.GetRawText(),
                    _ => null,
                };
            }

            return row;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DatasetException($"{place}: no valid JSON: {e.Message}", e);
        }
    }
}
