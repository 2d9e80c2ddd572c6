using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Calls;

/// <summary>The engine's events as messages.</summary>
internal sealed class EventMessages(Vocabulary vocabulary, GenerationRequest request, Inspection? inspection)
{
    private readonly TokenBytes _bytes = TokenBytes.Of(vocabulary);

    /// <summary>A token's message; figures that were not asked for stay absent.</summary>
    public Token Token(TokenGenerated generated)
    {
        var token = new Token();
        Fill(token, generated);
        return token;
    }

    /// <summary>The same in a message that has been another token's.</summary>
    public void Fill(Token token, TokenGenerated generated)
    {
        token.Index = (uint)generated.Index;
        token.Id = (uint)generated.Token.Value;
        token.Bytes = vocabulary.IsControl(generated.Token) ? ByteString.Empty : _bytes[generated.Token];
        token.Text = generated.Text;
        token.Sample = (uint)generated.Sample;
        token.Origin = generated.Origin switch
        {
            Engine.Generation.TokenOrigin.Prompt => Inference.V1.TokenOrigin.Prompt,
            Engine.Generation.TokenOrigin.Prefix => Inference.V1.TokenOrigin.Prefix,
            _ => Inference.V1.TokenOrigin.Generated,
        };
        FillFigures(token, generated);
        FillAlternatives(token.Alternatives, generated.Alternatives);
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

    // Every token of a stream has the same figures: none is left over from another.
    private void FillFigures(Token token, TokenGenerated generated)
    {
        if (inspection is null || generated.Figures is not { } figures)
        {
            return;
        }

        if (inspection.Logprob)
        {
            token.Logprob = (float)figures.Logprob;
            token.SamplerLogprob = (float)generated.SamplerLogprob;
        }

        if (inspection.Rank)
        {
            token.Rank = (uint)figures.Rank;
        }

        if (inspection.Entropy)
        {
            token.Entropy = (float)figures.Entropy;
        }

        if (inspection.Margin)
        {
            token.Margin = (float)figures.Margin;
        }
    }

    private void FillAlternatives(RepeatedField<Alternative> messages, ReadOnlySpan<TokenAlternative> alternatives)
    {
        while (messages.Count > alternatives.Length)
        {
            messages.RemoveAt(messages.Count - 1);
        }

        while (messages.Count < alternatives.Length)
        {
            messages.Add(new Alternative());
        }

        for (var i = 0; i < alternatives.Length; i++)
        {
            messages[i].Id = (uint)alternatives[i].Token.Value;
            messages[i].Logprob = (float)alternatives[i].Logprob;
            messages[i].Bytes = _bytes[alternatives[i].Token];
        }
    }
}
