using System.Text.Json;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>One event of a streamed completion, of chat or of a raw prompt.</summary>
internal sealed record CompletionChunk
{
    public string Text { get; private init; } = "";

    /// <summary>Null until the end.</summary>
    public GenerationStop? Stop { get; private init; }

    /// <summary>What the endpoint says of its own configuration.</summary>
    public string? SystemFingerprint { get; private init; }

    /// <summary>Null where the endpoint does not count.</summary>
    public int? PromptTokens { get; private init; }

    public int? GeneratedTokens { get; private init; }

    /// <exception cref="GenerationFailedException">The endpoint reports an error in the stream.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static CompletionChunk Parse(string json)
    {
        var chunk = JsonElement.Parse(json);
        if (Of(chunk, "error") is { } error)
        {
            throw new GenerationFailedException(GenerationFault.Cut, $"the endpoint broke off: {String(error, "message") ?? error.ToString()}");
        }

        var choice = Of(chunk, "choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0 ? choices[0] : (JsonElement?)null;
        var usage = Of(chunk, "usage");
        return new CompletionChunk
        {
            Text = (Of(choice, "delta") is { } delta ? String(delta, "content") : String(choice, "text")) ?? "",
            Stop = String(choice, "finish_reason") is { } reason ? StopOf(reason, Of(choice, "stop_reason")) : null,
            SystemFingerprint = String(chunk, "system_fingerprint"),
            PromptTokens = Number(usage, "prompt_tokens"),
            GeneratedTokens = Number(usage, "completion_tokens"),
        };
    }

    // vLLM says which stop string it was; the protocol itself does not tell that from an end of text.
    private static GenerationStop StopOf(string reason, JsonElement? stopString) => reason switch
    {
        "length" => GenerationStop.Length,
        "content_filter" => GenerationStop.Filtered,
        _ when stopString is { ValueKind: JsonValueKind.String } => GenerationStop.StopString,
        _ => GenerationStop.EndOfText,
    };

    private static JsonElement? Of(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static string? String(JsonElement? parent, string name) => Of(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement? parent, string name) =>
        Of(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;
}
