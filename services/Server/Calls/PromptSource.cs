using QuantGrpc.Inference.V1;

namespace QuantGrpc.Server.Calls;

/// <summary>What a request continues, whichever message it stands in; at most one is present.</summary>
/// <param name="Prompt">Raw text.</param>
/// <param name="Chat">Messages.</param>
/// <param name="Tokens">Token ids.</param>
internal sealed record PromptSource(string? Prompt, ChatInput? Chat, TokenInput? Tokens)
{
    public bool IsAbsent => Prompt is null && Chat is null && Tokens is null;

    public static PromptSource Of(GenerateRequest request) => new(request.HasPrompt ? request.Prompt : null, request.Chat, request.Tokens);

    public static PromptSource Of(PromptInput? input) => new(input is { HasPrompt: true } ? input.Prompt : null, input?.Chat, input?.Tokens);
}
