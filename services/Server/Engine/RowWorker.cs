using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine;

/// <summary>Looks at rows of logits: draws, describes, compares. One a thread; its buffers are sized once.</summary>
internal sealed class RowWorker(Vocabulary vocabulary)
{
    private readonly TokenSampler _sampler = new(vocabulary.Count);
    private readonly float[] _masked = new float[vocabulary.Count];
    private readonly TokenId[] _top = new TokenId[RowResult.MostAlternatives];

    /// <summary>Fills a result from its row.</summary>
    public void Look(RowResult row, ReadOnlySpan<float> logits)
    {
        switch (row.Sequence)
        {
            case GenerationSequence sequence:
                Look(sequence, row, logits);
                break;
            case ScoreSequence sequence:
                Look(sequence, row, logits);
                break;
            default:
                throw new InvalidOperationException($"no rows are looked at for {row.Sequence.GetType().Name}");
        }
    }

    private void Look(GenerationSequence sequence, RowResult row, ReadOnlySpan<float> logits)
    {
        var request = sequence.Request;
        var next = row.Position + 1;
        row.Draw = next < sequence.Known ? new Draw(sequence.TokenAt(next), 0) : Draw(sequence, logits);
        if (request.Inspection.Figures || request.Guards.StopBelowMargin is not null || request.Guards.Loop is { LowEntropy: > 0 })
        {
            row.Figures = LogitRow.Describe(logits, row.Draw.Token);
        }

        AddAlternatives(row, logits, request.Inspection.Alternatives);
        if (sequence.RowCopy is { } copy)
        {
            logits.CopyTo(copy);
        }
    }

    private Draw Draw(GenerationSequence sequence, ReadOnlySpan<float> logits)
    {
        var settings = sequence.Request.Sampling;
        var allowed = sequence.Output.Length < settings.MinTokens ? WithoutEndOfText(logits) : logits;
        return _sampler.Sample(allowed, settings, sequence.NextIndex, sequence.Sample);
    }

    private ReadOnlySpan<float> WithoutEndOfText(ReadOnlySpan<float> logits)
    {
        logits.CopyTo(_masked);
        var ends = vocabulary.EndOfText;
        for (var id = 0; id < ends.Length; id++)
        {
            if (ends[id])
            {
                _masked[id] = float.NegativeInfinity;
            }
        }

        return _masked;
    }

    private void Look(ScoreSequence sequence, RowResult row, ReadOnlySpan<float> logits)
    {
        row.Draw = new Draw(sequence.TokenAt(row.Position + 1), 0);
        row.Figures = LogitRow.Describe(logits, row.Draw.Token);
        AddAlternatives(row, logits, sequence.Alternatives);
        if (sequence.Block is not { } block)
        {
            return;
        }

        row.Top = LogitRow.Largest(logits);
        if (sequence.IsReference)
        {
            block.Store(row.Position, logits);
        }
        else
        {
            var reference = block.Row(row.Position);
            row.Divergence = LogitRow.KullbackLeibler(reference, logits);
            row.SameTop = LogitRow.Largest(reference) == row.Top;
        }
    }

    private void AddAlternatives(RowResult row, ReadOnlySpan<float> logits, int count)
    {
        if (count == 0)
        {
            return;
        }

        var top = _top.AsSpan(0, LogitRow.Top(logits, _top.AsSpan(0, count)));
        var logSum = LogitRow.LogSumExp(logits);
        var alternatives = row.TakeAlternatives(top.Length);
        for (var i = 0; i < top.Length; i++)
        {
            alternatives[i] = new TokenAlternative(top[i], logits[top[i].Value] - logSum);
        }
    }
}
