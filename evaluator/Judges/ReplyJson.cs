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
            throw new InvalidReplyException($"a reply of {reply.Length} characters");
        }

        try
        {
            using var document = JsonDocument.Parse(Unfenced(reply), Options);
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
