using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine;

/// <summary>A variant's context at work: fills a batch from a plan, decodes it, draws and reports tokens.</summary>
internal sealed class VariantEngine : IStepEngine
{
    private readonly ModelContext _context;
    private readonly DecodeBatch _batch;
    private readonly Vocabulary _vocabulary;
    private readonly TokenSampler _sampler;
    private readonly TokenReporter _reporter;
    private readonly TimeProvider _time;
    private readonly int[] _rows;

    public VariantEngine(ModelWeights weights, ContextSettings settings, TimeProvider time)
    {
        _context = weights.CreateContext(settings);
        _batch = new DecodeBatch(_context.MicroBatch);
        _vocabulary = weights.Vocabulary;
        _sampler = new TokenSampler(_vocabulary.Count, EndsOf(_vocabulary));
        _reporter = new TokenReporter(_vocabulary, time);
        _time = time;
        _rows = new int[_context.MicroBatch];
        Slots = settings.Sequences;
    }

    public int StepTokens => _context.MicroBatch;

    public int Cells => _context.Cells;

    public int Slots { get; }

    public void Execute(StepPlan plan)
    {
        Fill(plan);
        var outcome = _context.Decode(_batch);
        if (outcome != DecodeOutcome.Done)
        {
            throw new EngineFaultException($"llama_decode of {_batch.Count} tokens ended with {outcome}");
        }

        for (var i = 0; i < plan.Grants.Count; i++)
        {
            var grant = plan.Grants[i];
            grant.Sequence.MarkComputed(grant.Tokens);
            if (grant.Sequence.Wanted == 0)
            {
                Draw(grant.Sequence, _context.Logits(_rows[i]));
            }
        }
    }

    public void Free(SequenceId slot) => _context.RemoveSequence(slot);

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Fill(StepPlan plan)
    {
        _batch.Clear();
        for (var i = 0; i < plan.Grants.Count; i++)
        {
            var (sequence, tokens) = plan.Grants[i];
            var slot = sequence.Slot ?? throw new InvalidOperationException("a sequence was granted tokens without a place in the cache");
            var end = sequence.Computed + tokens;
            for (var position = sequence.Computed; position < end; position++)
            {
                // Only the row that is caught up is drawn from; the others cost no output.
                _rows[i] = _batch.Add(sequence.TokenAt(position), position, slot, wantsLogits: position == sequence.Known - 1);
            }
        }
    }

    private void Draw(Sequence sequence, ReadOnlySpan<float> logits)
    {
        var settings = sequence.Request.Sampling;
        var point = new DrawPoint { Position = sequence.Generated, MayEnd = sequence.Generated >= settings.MinTokens };
        var draw = _sampler.Sample(logits, settings, point)
            ?? throw new EngineFaultException("no token of the vocabulary has a probability above zero");
        sequence.Append(draw.Token, _time.GetTimestamp());
        _reporter.Report(sequence, draw, logits);
    }

    private static List<TokenId> EndsOf(Vocabulary vocabulary) =>
        [.. Enumerable.Range(0, vocabulary.Count).Where(id => vocabulary.EndOfText[id]).Select(id => new TokenId(id))];
}
