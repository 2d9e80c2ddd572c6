using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>How patient a judge is with its endpoint.</summary>
/// <param name="TryLimit">Longest time of one try.</param>
/// <param name="Retries">Tries after the first, for 408, 429, 5xx and connections that break.</param>
internal sealed record EndpointPatience(TimeSpan TryLimit, int Retries)
{
    public static EndpointPatience Default { get; } = new(TimeSpan.FromMinutes(2), 4);
}

/// <summary>Any OpenAI-compatible chat completions endpoint as a judge's model.</summary>
internal sealed class OpenAiJudgeModel : IJudgeModel, IDisposable
{
    // More than all back-offs together: a last resort against an endpoint that drips.
    private static readonly TimeSpan BackOff = TimeSpan.FromMinutes(1);

    private readonly IChatClient _client;
    private readonly TimeSpan _limit;

    /// <param name="endpoint">Base address, for example http://127.0.0.1:8000/v1.</param>
    /// <param name="model">The endpoint's name of the model.</param>
    /// <param name="key">The key; many local servers want none.</param>
    /// <param name="patience">How long to wait, how often to try again.</param>
    public OpenAiJudgeModel(Uri endpoint, string model, string? key, EndpointPatience patience)
    {
        Name = $"openai:{endpoint}#{model}";
        _limit = (patience.TryLimit * (patience.Retries + 1)) + BackOff;
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            NetworkTimeout = patience.TryLimit,
            RetryPolicy = new ClientRetryPolicy(patience.Retries), // 408, 429 and 5xx, with back-off and Retry-After
        };
        _client = new OpenAIClient(new ApiKeyCredential(key ?? "none"), options).GetChatClient(model).AsIChatClient();
    }

    public string Name { get; }

    public async Task<ModelReply> AskAsync(string prompt, int maxTokens, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(_limit);
        try
        {
            var reply = await _client.GetResponseAsync(
                prompt, new ChatOptions { Temperature = 0, MaxOutputTokens = maxTokens }, ending.Token);
            return new ModelReply
            {
                Text = reply.Text,
                IsWhole = reply.FinishReason is null || reply.FinishReason == ChatFinishReason.Stop,
                PromptTokens = (int)(reply.Usage?.InputTokenCount ?? 0),
                GeneratedTokens = (int)(reply.Usage?.OutputTokenCount ?? 0),
            };
        }
        catch (ClientResultException fault) when (fault.Status == 400 && fault.Message.Contains("context", StringComparison.OrdinalIgnoreCase))
        {
            throw new DoesNotFitException(fault.Message);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && IsFault(fault))
        {
            throw new JudgeUnavailableException($"{Name}: {FirstLine(fault.Message)}", fault);
        }
    }

    public void Dispose() => _client.Dispose();

    // What a broken endpoint makes the library throw: refusals, dropped connections, time-outs, replies that are no completion.
    private static bool IsFault(Exception fault) => fault is ClientResultException or HttpRequestException or IOException or TimeoutException
        or OperationCanceledException or AggregateException or System.Text.Json.JsonException or InvalidOperationException
        or ArgumentException or KeyNotFoundException or FormatException;

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
