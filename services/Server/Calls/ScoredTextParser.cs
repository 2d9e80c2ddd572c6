using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>A text whose tokens from one on are scored.</summary>
/// <param name="Tokens">All of them.</param>
/// <param name="First">Where the scored ones begin, at least 1.</param>
internal sealed record TokenizedText(TokenId[] Tokens, int First)
{
    public int Scored => Tokens.Length - First;
}

/// <summary>Texts to be scored, as tokens of a variant's vocabulary.</summary>
internal static class ScoredTextParser
{
    /// <param name="field">Where the text stands in the request, with a dot; or empty.</param>
    /// <param name="text">The text.</param>
    /// <param name="target">Whose template and vocabulary count.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field.</exception>
    public static TokenizedText Parse(string field, ScoredText text, Serving target)
    {
        var (variant, model) = target;
        var source = PromptSource.Of(text.Input);
        var content = text.Continuation;
        var given = source.IsAbsent ? Beginning(model) : PromptParser.Parse(source, variant, model);
        var continuation = PrefixParser.Tokens(
            $"{field}continuation", content is { HasText: true } ? content.Text : null, content?.Tokens, model.Vocabulary);

        // The first token of all has nothing before it.
        var first = Math.Max(1, given.Length) + (long)text.Skip;
        Require.That(
            first < given.Length + continuation.Length, $"{field}skip", $"{text.Skip} of {continuation.Length} tokens", "what leaves a token to be scored");
        return new TokenizedText([.. given, .. continuation], (int)first);
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: the text is longer than the variant's context.</exception>
    public static void CheckLength(string field, TokenizedText text, Serving variant) => Require.That(
        text.Tokens.Length <= variant.Spec.Context, $"{field}continuation", $"{text.Tokens.Length} tokens with what stands before it",
        $"at most {variant.Spec.Context} together: {variant.Id} holds no more in a sequence");

    private static TokenId[] Beginning(ResidentModel model) =>
        model.Vocabulary is { WantsBeginningOfText: true, BeginningOfText: { } first } ? [first] : [];
}
