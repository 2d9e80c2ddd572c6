using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>What judges and variants behind OpenAI-compatible endpoints share: the client, and what its faults mean.</summary>
internal static class OpenAiConnection
{
    /// <summary>A client that retries 408, 429, 5xx and broken connections with back-off, and as Retry-After says.</summary>
    public static OpenAIClient Open(Uri url, string? key, EndpointPatience patience) => new(new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
    {
        Endpoint = url,
        NetworkTimeout = patience.TryLimit,
        RetryPolicy = new ClientRetryPolicy(patience.Retries),
    });

    /// <summary>Whether a status and its message say that the prompt is too long.</summary>
    public static bool IsTooLong(int status, string message) => status == 400 && message.Contains("context", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a broken endpoint makes the library throw: refusals, dropped connections, time-outs, replies that are no completion.</summary>
    public static bool IsFault(Exception fault) => fault is ClientResultException or HttpRequestException or IOException or TimeoutException
        or OperationCanceledException or AggregateException or JsonException or InvalidOperationException
        or ArgumentException or KeyNotFoundException or FormatException;

    public static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
