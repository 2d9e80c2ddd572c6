using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>
/// What an endpoint states of its model, and the fingerprint of it: SHA-256 over the model's id, what the list of models says of it, the
/// system_fingerprint of completions and what the user adds. An endpoint may be another under the same statement; that is what notes
/// are for. Its address is no part: the same model may be served elsewhere tomorrow.
/// </summary>
internal sealed class EndpointStatement(EndpointAddress endpoint, string? note)
{
    // Servers make these up at each start or even at each request (vLLM, llama-server).
    private static readonly string[] Passing = ["created", "permission"];

    private string _model = "";

    public bool IsKnown { get; private set; }

    /// <summary>Takes the list of models.</summary>
    /// <param name="models">As the endpoint sent it; null where it has none.</param>
    /// <exception cref="GenerationFailedException">The model is not in it.</exception>
    public void Read(string? models)
    {
        if (models is not null)
        {
            var listed = Listed(models);
            var model = listed.FirstOrDefault(m => IdOf(m) == endpoint.Model)
                ?? throw new GenerationFailedException(
                    GenerationFault.Refused, $"{endpoint}: there is no such model; there are {string.Join(", ", listed.Select(IdOf))}");
            _model = Lasting(model);
        }

        IsKnown = true;
    }

    /// <param name="systemFingerprint">As a completion has it.</param>
    public string Fingerprint(string? systemFingerprint) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', "endpoint", endpoint.Model, _model, systemFingerprint ?? "", note ?? ""))));

    private IReadOnlyList<JsonObject> Listed(string models)
    {
        try
        {
            return [.. (JsonNode.Parse(models)?["data"]?.AsArray() ?? []).OfType<JsonObject>()];
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new GenerationFailedException(GenerationFault.Refused, $"{endpoint}: its list of models is none", fault);
        }
    }

    private static string IdOf(JsonObject model) => model["id"]?.ToString() ?? "";

    private static string Lasting(JsonObject model) =>
        string.Join(',', model.Where(p => !Passing.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value?.ToJsonString()}"));
}
