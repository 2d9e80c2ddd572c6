using System.Text;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>A variant of an inference server as a judge's model.</summary>
internal sealed class VariantJudgeModel(InferenceClient server, string variant, int context) : IJudgeModel
{
    public string Name => $"variant:{variant}";

    public async Task<ModelReply> AskAsync(JudgeQuestion question, CancellationToken cancellation)
    {
        ChatTurn[] chat = [new("user", question.Prompt)];
        try
        {
            var tokens = await server.CountTokensAsync(variant, chat, cancellation);
            // The reply needs its room too: a cut one would be invalid for no fault of the judge's.
            return tokens + question.MaxTokens > context
                ? throw new DoesNotFitException($"the prompt has {tokens} tokens and the reply needs {question.MaxTokens}; {variant} holds {context}")
                : await ReadAsync(chat, question, cancellation);
        }
        catch (GenerationFailedException fault)
        {
            throw new JudgeUnavailableException(fault.Message, fault);
        }
    }

    private async Task<ModelReply> ReadAsync(ChatTurn[] chat, JudgeQuestion question, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var request = new GenerationRequest { Variant = variant, Chat = chat, MaxTokens = question.MaxTokens, JsonSchema = question.Schema };
        await foreach (var item in server.GenerateAsync(request, cancellation))
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

        throw new JudgeUnavailableException($"{variant}'s reply was cut");
    }
}
