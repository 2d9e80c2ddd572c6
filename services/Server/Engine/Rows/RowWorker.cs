using QuantGrpc.Llama.Grammar;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Engine.Scoring;

namespace QuantGrpc.Server.Engine.Rows;

/// <summary>Looks at rows of logits: draws, describes, compares. One a thread; its buffers are sized once.</summary>
internal sealed class RowWorker(Vocabulary vocabulary)
{
    private readonly TokenSampler _sampler = new(vocabulary.Count, EndsOf(vocabulary));
    private readonly Lazy<GrammarMasks> _masks = new(() => new GrammarMasks(vocabulary.Trie), isThreadSafe: false);
    private readonly TokenId[] _top = new TokenId[RowResult.MostAlternatives];

    /// <summary>Fills a result from its row.</summary>
    public void Look(RowResult row, ReadOnlySpan<float> logits)
    {
        try
        {
            LookAt(row, logits);
        }
        catch (NotFiniteNumberException)
        {
            // Weights and adapters can overflow: it is this sequence that has no answer, and the others of the batch have.
            row.Problem = RowProblem.NotFinite;
        }
        catch (GrammarException)
        {
            row.Problem = RowProblem.TooAmbiguous;
        }
    }

    private static List<TokenId> EndsOf(Vocabulary vocabulary) =>
        [.. Enumerable.Range(0, vocabulary.Count).Where(id => vocabulary.EndOfText[id]).Select(id => new TokenId(id))];

    private void LookAt(RowResult row, ReadOnlySpan<float> logits)
    {
        switch (row.Sequence)
        {
            case GenerationSequence sequence:
                LookAt(sequence, row, logits);
                break;
            case ScoreSequence sequence:
                LookAt(sequence, row, logits);
                break;
            default:
                throw new InvalidOperationException($"no rows are looked at for {row.Sequence.GetType().Name}");
        }
    }

    private void LookAt(GenerationSequence sequence, RowResult row, ReadOnlySpan<float> logits)
    {
        var request = sequence.Request;
        RowSummary? summary = request.IsDescribed ? LogitRow.Summarize(logits) : null;
        var next = row.Position + 1;
        if (next < sequence.Known)
        {
            row.Draw = new Draw(sequence.Tokens[next], 0);
        }
        else if (Draw(sequence, logits, summary) is { } draw)
        {
            row.Draw = draw;
        }
        else
        {
            row.Problem = RowProblem.NothingAllowed;
            return;
        }

        if (summary is { } known)
        {
            row.Figures = LogitRow.Describe(logits, row.Draw.Token, known);
            AddAlternatives(row, logits, known, request.Inspection.Alternatives);
        }

        if (sequence.RowCopy is { } copy)
        {
            logits.CopyTo(copy);
        }
    }

    private Draw? Draw(GenerationSequence sequence, ReadOnlySpan<float> logits, RowSummary? summary) =>
        _sampler.Sample(logits, sequence.Request.Sampling, new DrawPoint
        {
            Sample = sequence.Sample,
            Position = sequence.NextIndex,
            Allowed = sequence.Grammar is { } grammar ? grammar.Allowed(_masks.Value) : [],
            MayEnd = sequence.Output.Length >= sequence.Request.Sampling.MinTokens,
            History = sequence.Output,
            Summary = summary,
        });

    private void LookAt(ScoreSequence sequence, RowResult row, ReadOnlySpan<float> logits)
    {
        var summary = LogitRow.Summarize(logits);
        row.Draw = new Draw(sequence.Tokens[row.Position + 1], 0);
        row.Figures = LogitRow.Describe(logits, row.Draw.Token, summary);
        row.Top = summary.Largest;
        AddAlternatives(row, logits, summary, sequence.Alternatives);
        if (sequence is { Block: { } filled, IsReference: true })
        {
            filled.Store(row.Position, logits, summary);
        }
        else if (sequence.Block is { } block)
        {
            var reference = block.Summary(row.Position);
            row.Divergence = LogitRow.KullbackLeibler(block.Row(row.Position), reference.LogSumExp, logits, summary.LogSumExp);
            row.SameTop = reference.Largest == summary.Largest;
        }
    }

    private void AddAlternatives(RowResult row, ReadOnlySpan<float> logits, in RowSummary summary, int count)
    {
        if (count == 0)
        {
            return;
        }

        var top = _top.AsSpan(0, LogitRow.Top(logits, _top.AsSpan(0, count)));
        var alternatives = row.TakeAlternatives(top.Length);
        for (var i = 0; i < top.Length; i++)
        {
            alternatives[i] = new TokenAlternative(top[i], logits[top[i].Value] - summary.LogSumExp);
        }
    }
}
