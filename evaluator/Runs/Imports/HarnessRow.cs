using System.Text.Json;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>
/// A row of lm-evaluation-harness (<c>--log_samples</c>, release 0.4): <c>doc</c> is the task's own row, <c>target</c> the reference answer,
/// <c>resps</c> a list of texts a request. A document stands once for every filter, each time with the same <c>resps</c>.
/// </summary>
/// <param name="Document">The task's row, with <c>target</c> for an answer where it has none itself.</param>
/// <param name="Id">Number of the document in its task.</param>
/// <param name="Filter">Name of the filter; empty where there is none.</param>
/// <param name="Texts">The responses to the document's request, one a repetition.</param>
/// <param name="Prompt">The request's text; null where the row does not tell.</param>
internal sealed record HarnessRow(SourceRow Document, string Id, string Filter, IReadOnlyList<string> Texts, string? Prompt)
{
    /// <summary>Whether a row is one of these.</summary>
    public static bool Is(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("doc", out var doc) && doc.ValueKind == JsonValueKind.Object
        && row.TryGetProperty("resps", out _);

    /// <exception cref="RowFaultException">A field is missing or has another form.</exception>
    public static HarnessRow Parse(JsonElement row, string place)
    {
        var id = row.TryGetProperty("doc_id", out var number) ? number.ToString() : throw Fault(place, "doc_id", "no field doc_id");
        var responses = row.GetProperty("resps");
        if (responses.ValueKind != JsonValueKind.Array || responses.GetArrayLength() != 1)
        {
            throw Fault(place, "resps", "resps has not one list of responses: only tasks that generate one text a document can be imported");
        }

        var texts = TextsOf(responses[0]);
        return texts.Count > 0
            ? new HarnessRow(DocumentOf(row, place, id), id, TextOf(row, "filter") ?? "", texts, PromptOf(row))
            : throw Fault(place, "resps", "resps holds no texts: only tasks that generate one text a document can be imported");
    }

    private static SourceRow DocumentOf(JsonElement row, string place, string id)
    {
        var document = JsonRows.Parse(row.GetProperty("doc").GetRawText(), place, id);
        return document.Fault is null && document.Find(["answer", "solution"]) is null && TextOf(row, "target") is { } target
            ? document with { Texts = new Dictionary<string, string?>(document.Texts) { ["answer"] = target } }
            : document;
    }

    private static IReadOnlyList<string> TextsOf(JsonElement responses) => responses.ValueKind switch
    {
        JsonValueKind.String => [responses.GetString() ?? ""],
        JsonValueKind.Array when responses.EnumerateArray().All(r => r.ValueKind == JsonValueKind.String) =>
            [.. responses.EnumerateArray().Select(r => r.GetString() ?? "")],
        _ => [],
    };

    // {"gen_args_0": {"arg_0": PROMPT, "arg_1": {...}}}, or [[PROMPT, {...}]] of earlier releases.
    private static string? PromptOf(JsonElement row) => row.TryGetProperty("arguments", out var arguments) ? FirstText(arguments) : null;

    private static string? FirstText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(FirstText).FirstOrDefault(),
        JsonValueKind.Object => value.EnumerateObject().Select(field => FirstText(field.Value)).FirstOrDefault(),
        _ => null,
    };

    private static string? TextOf(JsonElement row, string field) =>
        !row.TryGetProperty(field, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    private static RowFaultException Fault(string place, string field, string message) => new(new RowFault(place, field, message));
}
