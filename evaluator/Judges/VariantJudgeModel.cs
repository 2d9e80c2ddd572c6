using System.Text;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>A variant of an inference server as a judge's model.</summary>
internal sealed class VariantJudgeModel : IJudgeModel
{
    private readonly InferenceClient _server;
    private readonly string _variant;
    private readonly int _context;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="server">The server.</param>
    /// <param name="variant">Its id.</param>
    /// <param name="context">Tokens that a sequence of it holds.</param>
    /// <param name="patience">How long to wait, how often to try again after a fault that may pass.</param>
    public VariantJudgeModel(InferenceClient server, string variant, int context, EndpointPatience patience)
    {
        (_server, _variant, _context) = (server, variant, context);
        var builder = new ResiliencePipelineBuilder();
        if (patience.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = patience.Retries,
                Delay = patience.FirstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>().Handle<GenerationFailedException>(
                    f => f.Fault is GenerationFault.Cut or GenerationFault.ServerFault or GenerationFault.Unavailable),
            });
        }

        _pipeline = builder.AddTimeout(patience.TryLimit).Build();
    }

    public string Name => $"variant:{_variant}";

    public bool IsRepeatable => true;

    public async Task<ModelReply> AskAsync(JudgeQuestion question, CancellationToken cancellation)
    {
        ChatTurn[] chat = [new("user", question.Prompt)];
        try
        {
            return await _pipeline.ExecuteAsync(async token => await TryAsync(chat, question, token), cancellation);
        }
        catch (Exception fault) when (fault is GenerationFailedException or TimeoutRejectedException)
        {
            throw new JudgeUnavailableException($"{Name}: {fault.Message}", fault);
        }
    }

    private async Task<ModelReply> TryAsync(ChatTurn[] chat, JudgeQuestion question, CancellationToken cancellation)
    {
        var tokens = await _server.CountTokensAsync(_variant, chat, cancellation);
        // The reply needs its room too: a cut one would be invalid for no fault of the judge's.
        return tokens + question.MaxTokens > _context
            ? throw new DoesNotFitException($"the prompt has {tokens} tokens and the reply needs {question.MaxTokens}; {_variant} holds {_context}")
            : await ReadAsync(chat, question, cancellation);
    }

    private async Task<ModelReply> ReadAsync(ChatTurn[] chat, JudgeQuestion question, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var request = new GenerationRequest
        {
            Variant = _variant,
            Chat = chat,
            MaxTokens = question.MaxTokens,
            Temperature = (float)question.Sampling.Temperature,
            Seed = question.Sampling.Seed,
            JsonSchema = question.Schema,
        };
        await foreach (var item in _server.GenerateAsync(request, cancellation))
        {
            switch (item)
            {
                case TokenGenerated token:
                    text.Append(token.Text);
                    break;
                case GenerationEnded ended:
                    text.Append(ended.Text);
                    return new ModelReply
                    {
                        Text = text.ToString(),
                        IsWhole = ended.Stop == GenerationStop.EndOfText,
                        PromptTokens = ended.PromptTokens,
                        GeneratedTokens = ended.GeneratedTokens,
                    };
                default:
                    break;
            }
        }

        throw new GenerationFailedException(GenerationFault.Cut, $"{_variant}'s reply was cut");
    }
}
