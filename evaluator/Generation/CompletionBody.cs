using System.Text.Json.Nodes;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>A request in the OpenAI protocol's words.</summary>
internal static class CompletionBody
{
    // Endpoints read seeds as integers of 32 or of 64 signed bits.
    private const ulong SeedBits = int.MaxValue;

    /// <summary>The path below the base address.</summary>
    public static string PathOf(GenerationRequest request) => request.Prompt is null ? "chat/completions" : "completions";

    public static JsonObject Of(GenerationRequest request, string model)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
            ["temperature"] = request.Temperature,
            ["top_p"] = request.TopP,
        };
        if (request.Prompt is { } prompt)
        {
            body["prompt"] = prompt;
        }
        else
        {
            body["messages"] = new JsonArray([.. request.Chat.Select(turn => new JsonObject { ["role"] = turn.Role, ["content"] = turn.Content })]);
        }

        if (request.MaxTokens is { } most)
        {
            body["max_tokens"] = most;
        }

        if (request.Seed is { } seed)
        {
            body["seed"] = seed & SeedBits;
        }

        if (request.Stop.Count > 0)
        {
            body["stop"] = new JsonArray([.. request.Stop.Select(text => JsonValue.Create(text))]);
        }

        return body;
    }
}
