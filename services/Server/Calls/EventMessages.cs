using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Calls;

/// <summary>The engine's events as messages.</summary>
internal sealed class EventMessages(Vocabulary vocabulary, GenerationRequest request, Inspection? inspection)
{
    /// <summary>A token's message; figures that were not asked for stay absent.</summary>
    public Token Token(TokenGenerated generated)
    {
        var token = new Token
        {
            Index = (uint)generated.Index,
            Id = (uint)generated.Token.Value,
            Bytes = vocabulary.IsControl(generated.Token) ? ByteString.Empty : Bytes(generated.Token),
            Text = generated.Text,
            Sample = (uint)generated.Sample,
            Origin = generated.Origin switch
            {
                Engine.Generation.TokenOrigin.Prompt => Inference.V1.TokenOrigin.Prompt,
                Engine.Generation.TokenOrigin.Prefix => Inference.V1.TokenOrigin.Prefix,
                _ => Inference.V1.TokenOrigin.Generated,
            },
        };
        if (generated.Figures is { } figures && inspection is not null)
        {
            AddFigures(token, generated, figures);
        }

        foreach (var alternative in generated.Alternatives)
        {
            token.Alternatives.Add(new Alternative
            {
                Id = (uint)alternative.Token.Value, Logprob = (float)alternative.Logprob, Bytes = Bytes(alternative.Token),
            });
        }

        return token;
    }

    /// <summary>A sample's last message.</summary>
    public Finished Finished(GenerationFinished finished) => new()
    {
        Reason = ReasonOf(finished.End),
        Sample = (uint)finished.Sample,
        StopString = finished.StopString,
        Text = finished.Text,
        Declined = finished.Declined is { } declined ? Token(declined) : null,
        Usage = new Usage
        {
            PromptTokens = (uint)request.Prompt.Length,
            PrefixTokens = (uint)request.Prefix.Tokens.Length,
            GeneratedTokens = (uint)finished.GeneratedTokens,
            SharedTokens = (uint)finished.SharedTokens,
        },
        Timings = new Timings
        {
            Queue = finished.Queue.ToDuration(),
            Prefill = finished.Prefill.ToDuration(),
            Decode = finished.Decode.ToDuration(),
        },
    };

    private static StopReason ReasonOf(GenerationEnd end) => end switch
    {
        GenerationEnd.EndOfText => StopReason.EndOfText,
        GenerationEnd.StopString => StopReason.StopString,
        GenerationEnd.Deadline => StopReason.Deadline,
        GenerationEnd.Loop => StopReason.Loop,
        GenerationEnd.GrammarComplete => StopReason.GrammarComplete,
        GenerationEnd.LowMargin => StopReason.LowMargin,
        _ => StopReason.Length,
    };

    private void AddFigures(Token token, TokenGenerated generated, Llama.Logits.RowFigures figures)
    {
        if (inspection is { Logprob: true })
        {
            token.Logprob = (float)figures.Logprob;
            token.SamplerLogprob = (float)generated.SamplerLogprob;
        }

        if (inspection is { Rank: true })
        {
            token.Rank = (uint)figures.Rank;
        }

        if (inspection is { Entropy: true })
        {
            token.Entropy = (float)figures.Entropy;
        }

        if (inspection is { Margin: true })
        {
            token.Margin = (float)figures.Margin;
        }
    }

    // The vocabulary lives as long as the variant and its pieces never change: no copy.
    private ByteString Bytes(TokenId token) => UnsafeByteOperations.UnsafeWrap(vocabulary.Piece(token));
}
