using System.Runtime.CompilerServices;
using System.Text.Json;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows of JSON objects, one a line or in one array: texts, numbers, truth values and lists of texts; what nests deeper is left out.</summary>
internal static class JsonRows
{
    private const int MostDepth = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions ArrayOptions = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <summary>One object a line; blank lines are none.</summary>
    public static async IAsyncEnumerable<SourceRow> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        await using var file = File.OpenRead(path);
        await foreach (var line in LineReader.ReadAsync(file, cancellation))
        {
            var place = $"{name}:{line.Number}";
            if (line.Fault is { } fault)
            {
                yield return SourceRow.Broken(place, fault);
            }
            else if (!string.IsNullOrWhiteSpace(line.Text))
            {
                yield return Parse(line.Text, place, $"{line.Number}");
            }
        }
    }

    /// <summary>One array of objects; the first that is no JSON ends it.</summary>
    public static async IAsyncEnumerable<SourceRow> ArrayAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var number = 0;
        await using var file = File.OpenRead(path);
        await using var items = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file, ArrayOptions, cancellation).GetAsyncEnumerator(cancellation);
        for (var ended = false; !ended;)
        {
            var place = $"{name}: item {++number}";
            SourceRow? row = null;
            try
            {
                ended = !await items.MoveNextAsync();
                row = ended ? null : RowOf(items.Current, place, $"{number}");
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Items are read ahead: the message tells which one, not the count.
                ended = true;
                row = SourceRow.Broken(name, $"no valid JSON: {e.Message}");
            }

            if (row is not null)
            {
                yield return row;
            }
        }
    }

    /// <summary>One object.</summary>
    public static SourceRow Parse(string json, string place, string defaultId)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return RowOf(document.RootElement, place, defaultId);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return SourceRow.Broken(place, $"no valid JSON: {e.Message}");
        }
    }

    private static SourceRow RowOf(JsonElement value, string place, string defaultId)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return SourceRow.Broken(place, $"a JSON {value.ValueKind}, not an object");
        }

        var texts = new Dictionary<string, string?>();
        var lists = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var field in value.EnumerateObject())
        {
            var name = "";
            try
            {
                name = field.Name;
                texts[name] = TextOf(field.Value);
                if (field.Value.ValueKind == JsonValueKind.Array && field.Value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
                {
                    lists[name] = [.. field.Value.EnumerateArray().Select(i => i.GetString() ?? "")];
                }
            }
            catch (InvalidOperationException e)
            {
                return SourceRow.Broken(place, $"{(name.Length > 0 ? name : "a field's name")}: no valid Unicode: {e.Message}");
            }
        }

        return new SourceRow { Place = place, DefaultId = defaultId, Texts = texts, Lists = lists };
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
