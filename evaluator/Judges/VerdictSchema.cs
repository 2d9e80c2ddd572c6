using System.Text.Json.Nodes;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>JSON Schemas of replies. They hold the form; what contradicts itself is still refused when it is read.</summary>
internal static class VerdictSchema
{
    private const int LongestSentence = 400;

    /// <summary>The first wrong step, the types and the reason.</summary>
    /// <param name="steps">Steps that a verdict may name.</param>
    public static string Located(int steps) => ObjectOf(Verdict(steps)).ToJsonString();

    /// <summary>A check a step before the same, and how sure the judge is.</summary>
    public static string Critique(int steps)
    {
        var check = new JsonObject { ["check"] = Sentence(), ["verdict"] = new JsonObject { ["enum"] = new JsonArray("ok", "wrong", "corrected") } };
        var properties = new JsonObject
        {
            ["steps"] = new JsonObject { ["type"] = "array", ["items"] = ObjectOf(check), ["minItems"] = 1, ["maxItems"] = steps },
        };
        var verdict = Verdict(steps);
        foreach (var name in verdict.Select(p => p.Key).ToList())
        {
            var property = verdict[name];
            verdict.Remove(name);
            properties[name] = property;
        }

        properties["confidence"] = new JsonObject { ["type"] = "number" };
        return ObjectOf(properties).ToJsonString();
    }

    private static JsonObject Verdict(int steps)
    {
        var numbers = new JsonArray([null, .. Enumerable.Range(1, steps).Select(n => (JsonNode)n)]);
        var types = new JsonObject(ErrorTypes.Asked.Select(t => KeyValuePair.Create(t.NameOf(), (JsonNode?)new JsonObject { ["type"] = "boolean" })));
        return new JsonObject { ["first_error_step"] = new JsonObject { ["enum"] = numbers }, ["types"] = ObjectOf(types), ["transcription"] = new JsonObject { ["type"] = "boolean" }, ["reason"] = Sentence() };
    }

    private static JsonObject Sentence() => new() { ["type"] = "string", ["maxLength"] = LongestSentence };

    private static JsonObject ObjectOf(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]),
        ["additionalProperties"] = false,
    };
}
