using System.Text;
using Google.Protobuf;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Calls;

/// <summary>Tokenize, Detokenize and RenderChat.</summary>
internal sealed class TextCalls(VariantFinder finder, TimeProvider time)
{
    public TokenizeResponse Tokenize(TokenizeRequest request)
    {
        var vocabulary = finder.ModelOf(finder.Find(request.Variant)).Vocabulary;
        var tokens = vocabulary.Tokenize(request.Text, request.ParseControlTokens);
        var response = new TokenizeResponse();
        if (request.AddBeginningOfText && vocabulary is { WantsBeginningOfText: true, BeginningOfText: { } first })
        {
            response.Tokens.Add(Piece(first));
        }

        response.Tokens.AddRange(tokens.Select(Piece));
        return response;

        TokenPiece Piece(TokenId token) => new()
        {
            Id = (uint)token.Value,
            Bytes = UnsafeByteOperations.UnsafeWrap(vocabulary.Piece(token)),
            Control = vocabulary.IsControl(token),
        };
    }

    public DetokenizeResponse Detokenize(DetokenizeRequest request)
    {
        var vocabulary = finder.ModelOf(finder.Find(request.Variant)).Vocabulary;
        using var bytes = new MemoryStream();
        foreach (var token in PromptParser.Ids("ids", request.Ids, vocabulary))
        {
            if (request.ShowControlTokens || !vocabulary.IsControl(token))
            {
                bytes.Write(vocabulary.Piece(token).Span);
            }
        }

        var joined = bytes.ToArray();
        return new DetokenizeResponse { Bytes = UnsafeByteOperations.UnsafeWrap(joined), Text = Encoding.UTF8.GetString(joined) };
    }

    public RenderChatResponse Render(RenderChatRequest request)
    {
        var variant = finder.Find(request.Variant);
        var rendered = PromptParser.Render(request.Chat, variant, finder.ModelOf(variant), time.GetUtcNow());
        return new RenderChatResponse { Text = rendered.Text, TokenIds = { rendered.Tokens.Select(t => (uint)t.Value) } };
    }
}
