using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>Any OpenAI-compatible chat completions endpoint as a judge's model.</summary>
internal sealed class OpenAiJudgeModel : IJudgeModel, IDisposable
{
    // More than all back-offs together: a last resort against an endpoint that drips.
    private static readonly TimeSpan BackOff = TimeSpan.FromMinutes(1);

    private readonly IChatClient _client;
    private readonly TimeSpan _limit;
    private volatile string? _refusesSchemas; // why, once it has

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

    // Servers batch, and few promise the same reply twice.
    public bool IsRepeatable => false;

    public async Task<ModelReply> AskAsync(JudgeQuestion question, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(_limit);
        try
        {
            var reply = await ReplyAsync(question, ending.Token);
            return new ModelReply
            {
                Text = reply.Text,
                IsWhole = reply.FinishReason is null || reply.FinishReason == ChatFinishReason.Stop,
                Notice = _refusesSchemas is { } refusal && question.Schema is not null ? $"no structured outputs: {refusal}" : null,
                PromptTokens = (int)(reply.Usage?.InputTokenCount ?? 0),
                GeneratedTokens = (int)(reply.Usage?.OutputTokenCount ?? 0),
            };
        }
        catch (ClientResultException fault) when (IsTooLong(fault))
        {
            throw new DoesNotFitException(fault.Message);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && IsFault(fault))
        {
            throw new JudgeUnavailableException($"{Name}: {FirstLine(fault.Message)}", fault);
        }
    }

    public void Dispose() => _client.Dispose();

    // With the schema while the endpoint takes one; refused once, it is not sent again.
    private async Task<ChatResponse> ReplyAsync(JudgeQuestion question, CancellationToken cancellation)
    {
        if (question.Schema is { } schema && _refusesSchemas is null)
        {
            try
            {
                return await _client.GetResponseAsync(question.Prompt, Options(question, schema), cancellation);
            }
            catch (ClientResultException fault) when (fault.Status is 400 or 404 or 415 or 422 or 501 && !IsTooLong(fault))
            {
                _refusesSchemas = FirstLine(fault.Message);
            }
        }

        return await _client.GetResponseAsync(question.Prompt, Options(question, schema: null), cancellation);
    }

    private static ChatOptions Options(JudgeQuestion question, string? schema) => new()
    {
        Temperature = (float)question.Sampling.Temperature,
        Seed = question.Sampling.IsGreedy ? null : question.Sampling.Seed,
        MaxOutputTokens = question.MaxTokens,
        ResponseFormat = schema is null ? null : ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema), "verdict"),
    };

    private static bool IsTooLong(ClientResultException fault) =>
        fault.Status == 400 && fault.Message.Contains("context", StringComparison.OrdinalIgnoreCase);

    // What a broken endpoint makes the library throw: refusals, dropped connections, time-outs, replies that are no completion.
    private static bool IsFault(Exception fault) => fault is ClientResultException or HttpRequestException or IOException or TimeoutException
        or OperationCanceledException or AggregateException or JsonException or InvalidOperationException
        or ArgumentException or KeyNotFoundException or FormatException;

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
