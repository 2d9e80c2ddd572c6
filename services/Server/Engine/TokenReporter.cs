using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine;

/// <summary>Turns a drawn token into its event, and ends the sequence where it is the last.</summary>
internal sealed class TokenReporter(Vocabulary vocabulary, TimeProvider time)
{
    private readonly TokenId[] _top = new TokenId[64];

    public void Report(Sequence sequence, Draw draw, ReadOnlySpan<float> logits)
    {
        var endsText = vocabulary.EndOfText[draw.Token.Value];
        var text = endsText || vocabulary.IsControl(draw.Token) ? "" : sequence.Text.Append(vocabulary.Piece(draw.Token).Span);
        sequence.Outbox.Write(Describe(sequence, draw, logits, text));
        var end = endsText ? GenerationEnd.EndOfText
            : sequence.Text.StopFound is not null ? GenerationEnd.StopString
            : sequence.Generated >= sequence.Request.Sampling.MaxTokens ? GenerationEnd.Length
            : (GenerationEnd?)null;
        if (end is { } reached)
        {
            Finish(sequence, reached);
        }
    }

    private TokenGenerated Describe(Sequence sequence, Draw draw, ReadOnlySpan<float> logits, string text)
    {
        var inspection = sequence.Request.Inspection;
        return new TokenGenerated
        {
            Index = sequence.Generated - 1,
            Token = draw.Token,
            Text = text,
            Figures = inspection.Figures ? LogitRow.Describe(logits, draw.Token) : null,
            SamplerLogprob = draw.Logprob,
            Alternatives = inspection.Alternatives > 0 ? Alternatives(logits, inspection.Alternatives) : [],
        };
    }

    private TokenAlternative[] Alternatives(ReadOnlySpan<float> logits, int count)
    {
        var top = _top.AsSpan(0, LogitRow.Top(logits, _top.AsSpan(0, count)));
        var logSum = LogitRow.LogSumExp(logits);
        var alternatives = new TokenAlternative[top.Length];
        for (var i = 0; i < top.Length; i++)
        {
            alternatives[i] = new TokenAlternative(top[i], logits[top[i].Value] - logSum);
        }

        return alternatives;
    }

    private void Finish(Sequence sequence, GenerationEnd end)
    {
        var granted = sequence.Granted ?? sequence.Arrived;
        var first = sequence.FirstToken ?? granted;
        sequence.Outbox.Write(new GenerationFinished
        {
            End = end,
            StopString = end == GenerationEnd.StopString ? sequence.Text.StopFound ?? "" : "",
            Text = end == GenerationEnd.StopString ? "" : sequence.Text.Flush(),
            GeneratedTokens = sequence.Generated,
            Queue = time.GetElapsedTime(sequence.Arrived, granted),
            Prefill = time.GetElapsedTime(granted, first),
            Decode = time.GetElapsedTime(first, time.GetTimestamp()),
        });
        sequence.End();
    }
}
