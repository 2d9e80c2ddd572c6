using System.Diagnostics;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Bench.Load.Natives;

/// <summary>The same natives' batched decode on <c>services/Llama</c> alone: greedy, no text, no gRPC, no inspection.</summary>
internal sealed class NativeDecode(ModelContext context) : IDisposable
{
    private readonly DecodeBatch _batch = new(context.MicroBatch);

    /// <summary>Prefills each stream's prompt, then decodes all streams together.</summary>
    /// <returns>Generated tokens a second, prefill included.</returns>
    public double Measure(TokenId[] prompt, LoadShape shape)
    {
        context.Clear();
        var start = Stopwatch.GetTimestamp();
        var next = new TokenId[shape.Streams];
        for (var stream = 0; stream < shape.Streams; stream++)
        {
            next[stream] = Prefill(prompt, stream);
        }

        for (var position = prompt.Length; position < prompt.Length + shape.Tokens - 1; position++)
        {
            Step(next, position);
        }

        return shape.Streams * shape.Tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _batch.Dispose();
        context.Dispose();
    }

    private TokenId Prefill(TokenId[] prompt, int stream)
    {
        _batch.Clear();
        var row = 0;
        for (var position = 0; position < prompt.Length; position++)
        {
            row = _batch.Add(prompt[position], position, new SequenceId(stream), wantsLogits: position == prompt.Length - 1);
        }

        Decode();
        return LogitRow.Largest(context.Logits(row));
    }

    private void Step(TokenId[] next, int position)
    {
        _batch.Clear();
        for (var stream = 0; stream < next.Length; stream++)
        {
            _batch.Add(next[stream], position, new SequenceId(stream), wantsLogits: true);
        }

        Decode();
        for (var stream = 0; stream < next.Length; stream++)
        {
            next[stream] = LogitRow.Largest(context.Logits(stream));
        }
    }

    private void Decode()
    {
        var outcome = context.Decode(_batch);
        if (outcome != DecodeOutcome.Done)
        {
            throw new InvalidOperationException($"llama_decode ended with {outcome}");
        }
    }
}
