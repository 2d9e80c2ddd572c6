using System.Text;
using System.Text.Json;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>A reply's JSON object, read strictly.</summary>
internal static class ReplyJson
{
    private const int LongestReply = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <summary>Parses a reply that is one object, alone or in one code fence.</summary>
    /// <exception cref="InvalidReplyException">Anything else.</exception>
    public static JsonElement Parse(string reply)
    {
        if (reply.Length > LongestReply)
        {
            throw new InvalidReplyException($"a reply of {reply.Length} characters; at most {LongestReply} are read");
        }

        try
        {
            var json = Encoding.UTF8.GetBytes(Unfenced(reply));
            using var document = JsonDocument.Parse(json, Options);
            RefuseHalfCharacters(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidReplyException($"a JSON {document.RootElement.ValueKind}, not an object");
        }
        catch (JsonException e)
        {
            throw new InvalidReplyException($"no JSON object: {e.Message}");
        }
    }

    /// <summary>A required field of a kind.</summary>
    public static JsonElement Field(this JsonElement element, string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!element.TryGetProperty(name, out var field))
        {
            throw new InvalidReplyException($"no field {name}");
        }

        return kinds.Contains(field.ValueKind) ? field : throw new InvalidReplyException($"{name} is a JSON {field.ValueKind}");
    }

    /// <summary>A step number from 1 to the most; anything else contradicts the solution.</summary>
    public static int Step(this JsonElement number, int most) =>
        number.TryGetInt32(out var step) && step >= 1 && step <= most
            ? step
            : throw new InvalidReplyException($"first_error_step is {number.GetRawText()}; the solution has steps 1 to {most}");

    // Half of a surrogate pair, escaped, is valid JSON and no text: reading it would throw wherever it stands.
    private static void RefuseHalfCharacters(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new InvalidReplyException($"{Encoding.UTF8.GetString(reader.ValueSpan)} is no text");
            }
        }
    }

    private static string Unfenced(string reply)
    {
        var trimmed = reply.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal))
        {
            return trimmed;
        }

        var firstLine = trimmed.IndexOf('\n');
        return firstLine < 0 || firstLine >= trimmed.Length - 3 ? trimmed : trimmed[(firstLine + 1)..^3];
    }
}
