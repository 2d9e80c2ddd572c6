using System.Text.Json;

namespace QuantGrpc.Evaluator.Commands.Batch;

/// <summary>One row of a batch: a JSON object with an <c>id</c> of any kind, which its answer bears too.</summary>
internal sealed class BatchRow(JsonElement row)
{
    /// <summary>As it stands; null where there is none.</summary>
    /// <exception cref="BatchRowException">It cannot be written again.</exception>
    public JsonElement? Id()
    {
        if (!row.TryGetProperty("id", out var id))
        {
            return null;
        }

        try
        {
            JsonSerializer.SerializeToUtf8Bytes(id);
            return id.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BatchRowException("id: no valid Unicode");
        }
    }

    /// <summary>A field that must be there.</summary>
    /// <exception cref="BatchRowException">It is not, or is no text.</exception>
    public string Text(string field) => Optional(field) ?? throw new BatchRowException($"{field}: missing; a text is needed");

    /// <summary>A field that may be absent or null.</summary>
    /// <exception cref="BatchRowException">It is there and no text.</exception>
    public string? Optional(string field)
    {
        if (!row.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()
                : throw new BatchRowException($"{field}: is a JSON {value.ValueKind}; a text is needed");
        }
        catch (InvalidOperationException)
        {
            throw new BatchRowException($"{field}: no valid Unicode");
        }
    }

    /// <summary>A field that names one of a few words.</summary>
    /// <exception cref="BatchRowException">Another word.</exception>
    public string OneOf(string field, params ReadOnlySpan<string> allowed)
    {
        var value = Optional(field) ?? allowed[0];
        return allowed.Contains(value) ? value : throw new BatchRowException($"{field}: is {value}; allowed is {string.Join(", ", allowed!)}");
    }
}

/// <summary>A row that cannot be answered; the message names the field.</summary>
internal sealed class BatchRowException(string message) : Exception(message);
