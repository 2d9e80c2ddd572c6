using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using Messages = QuantGrpc.Inference.V1;
using Prefix = QuantGrpc.Server.Engine.Generation.AssistantPrefix;

namespace QuantGrpc.Server.Calls;

/// <summary>The beginning of an assistant's answer, as tokens of the variant's vocabulary.</summary>
internal static class PrefixParser
{
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field.</exception>
    public static Prefix Parse(Messages.AssistantPrefix? message, Vocabulary vocabulary)
    {
        if (message is null)
        {
            return Prefix.Nothing;
        }

        var tokens = Tokens("prefix", message.HasText ? message.Text : null, message.Tokens, vocabulary);
        var end = Array.FindIndex(tokens, t => vocabulary.EndOfText[t.Value]);
        Require.That(end < 0, $"prefix.tokens.ids[{end}]", "an end-of-text token", "a token after which the answer goes on");
        return new Prefix(tokens, [.. tokens.Select(t => vocabulary.IsControl(t) ? ReadOnlyMemory<byte>.Empty : vocabulary.Piece(t))], message.OwnOutput);
    }

    /// <summary>A text that stands behind another, given as text or as ids.</summary>
    public static TokenId[] Tokens(string field, string? text, TokenInput? ids, Vocabulary vocabulary)
    {
        var tokens = (text, ids) switch
        {
            ({ } given, _) => vocabulary.TokenizeContinuation(given, parseControl: false),
            (_, { } given) => PromptParser.Ids($"{field}.tokens.ids", given.Ids, vocabulary),
            _ => throw GrpcErrors.InvalidArgument(field, "nothing", "one of text, tokens"),
        };
        return tokens.Length > 0 ? tokens : throw GrpcErrors.InvalidArgument(field, "no token", "at least one token");
    }
}
