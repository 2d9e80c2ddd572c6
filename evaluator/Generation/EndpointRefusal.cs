using System.ClientModel.Primitives;
using System.Text.Json;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>An endpoint's status that is no success, with its own words.</summary>
internal sealed class EndpointRefusal : Exception
{
    private EndpointRefusal(int status, string message)
        : base(message) => Status = status;

    public int Status { get; }

    /// <summary>The fault that a response stands for; retries are used up when it comes.</summary>
    public static async Task<GenerationFailedException> OfAsync(PipelineResponse response, string address, CancellationToken cancellation)
    {
        using (response)
        {
            var body = await response.BufferContentAsync(cancellation);
            var refusal = new EndpointRefusal(response.Status, WordsOf(body.ToString()) ?? response.ReasonPhrase);
            var kind = OpenAiConnection.IsTooLong(refusal.Status, refusal.Message) ? GenerationFault.DoesNotFit
                : refusal.Status is 408 or 429 or >= 500 and not 501 ? GenerationFault.Unavailable
                : GenerationFault.Refused;
            return new GenerationFailedException(kind, $"{address} answers {refusal.Status}: {refusal.Message}", refusal);
        }
    }

    // {"error": {"message": ...}}, {"error": ...}, {"message": ...} or {"detail": ...}, as servers have it.
    private static string? WordsOf(string body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            var error = root.TryGetProperty("error", out var inner) ? inner : root;
            return error.ValueKind == JsonValueKind.String ? error.GetString()
                : error.TryGetProperty("message", out var message) || error.TryGetProperty("detail", out message) ? message.ToString()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null; // a page of a proxy: the status says enough
        }
    }
}
